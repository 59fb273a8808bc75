package dev.paddock.benchmarks.waiting;

import dev.paddock.calibrate.StreamLoad;
import dev.paddock.load.Sender;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
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
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Netty with one event loop over NIO; its own epoll is a native library, and is not used. */
final class NettyWaiting implements Waiting {
  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final InetSocketAddress server;

  NettyWaiting(URI url) {
    server = new InetSocketAddress(url.getHost(), url.getPort());
  }

  @Override
  public Sender stream(StreamLoad load, long firstSeed) {
    Stream stream = new Stream();
    Channel channel =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel fresh) {
                    fresh.pipeline().addLast(new HttpClientCodec(), stream);
                  }
                })
            .connect(server)
            .syncUninterruptibly()
            .channel();
    return new Rival(load, firstSeed, new Connection(channel, stream));
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private record Connection(Channel channel, Stream stream) implements Rival.Transport {
    @Override
    public void exchange(byte[] body, ChunkStamps stamps)
        throws InterruptedException, ExecutionException {
      CompletableFuture<Boolean> end = stream.awaits(stamps);
      var request =
          new DefaultFullHttpRequest(
              HttpVersion.HTTP_1_1, HttpMethod.POST, "/api/generate", Unpooled.wrappedBuffer(body));
      request
          .headers()
          .set(HttpHeaderNames.HOST, "paddock")
          .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
          .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
      var _ =
          channel
              .writeAndFlush(request)
              .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
      end.get();
    }

    @Override
    public void close() {
      channel.close().syncUninterruptibly();
    }
  }

  /** Takes the pieces of a body in the event loop. */
  private static final class Stream extends SimpleChannelInboundHandler<HttpObject> {
    private volatile Awaited awaited = new Awaited(new ChunkStamps(1), new CompletableFuture<>());

    /** An answer that is to come. */
    private record Awaited(ChunkStamps stamps, CompletableFuture<Boolean> end) {}

    CompletableFuture<Boolean> awaits(ChunkStamps stamps) {
      Awaited now = new Awaited(stamps, new CompletableFuture<>());
      awaited = now;
      return now.end();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      long now = System.nanoTime();
      Awaited answer = awaited;
      if (part instanceof HttpContent content) {
        answer.stamps().take(content.content().nioBuffer(), now);
      }
      if (part instanceof LastHttpContent) {
        answer.end().complete(true);
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
