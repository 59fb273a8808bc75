package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.ReceivedAnswer;
import dev.paddock.benchmarks.replay.ReplayTarget;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Netty with one event loop over NIO and a connection for each answer, as one builds a client on
 * it; it has no pool of its own for HTTP.
 */
final class NettyStack implements Callbacks.Async {
  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final URI url;
  private final byte[] body;
  private final List<Connection> connections;

  NettyStack(ReplayTarget target, int streams) {
    url = target.url();
    body = target.body();
    connections = IntStream.range(0, streams).mapToObj(_ -> connect()).toList();
  }

  private record Connection(Channel channel, Body body) {}

  private Connection connect() {
    Body taker = new Body();
    Channel channel =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel fresh) {
                    fresh.pipeline().addLast(new HttpClientCodec(), taker);
                  }
                })
            .connect(url.getHost(), url.getPort())
            .syncUninterruptibly()
            .channel();
    return new Connection(channel, taker);
  }

  @Override
  public void exchange(int caller, ReceivedAnswer answer, CompletableFuture<Boolean> end) {
    Connection connection = connections.get(caller);
    connection.body().awaited = new Awaited(answer, end);
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, url.getPath(), Unpooled.wrappedBuffer(body));
    request
        .headers()
        .set(HttpHeaderNames.HOST, url.getAuthority())
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    var _ =
        connection
            .channel()
            .writeAndFlush(request)
            .addListener(
                sent -> {
                  if (!sent.isSuccess()) {
                    end.completeExceptionally(sent.cause());
                  }
                });
  }

  @Override
  public void close() {
    connections.forEach(connection -> connection.channel().close().syncUninterruptibly());
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** An answer that is to come. */
  private record Awaited(ReceivedAnswer answer, CompletableFuture<Boolean> end) {}

  /** Takes the pieces of a body in the event loop. */
  private static final class Body extends SimpleChannelInboundHandler<HttpObject> {
    private volatile Awaited awaited =
        new Awaited(ReceivedAnswer.counting(), new CompletableFuture<>());

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      Awaited now = awaited;
      if (part instanceof HttpContent content) {
        now.answer().take(content.content().nioBuffer());
      }
      if (part instanceof LastHttpContent) {
        now.end().complete(true);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      awaited.end().completeExceptionally(new ClosedChannelException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
      awaited.end().completeExceptionally(failure);
      var _ = context.close();
    }
  }
}
