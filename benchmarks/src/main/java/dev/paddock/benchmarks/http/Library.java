package dev.paddock.benchmarks.http;

import dev.paddock.benchmarks.replay.RawDrain;
import dev.paddock.benchmarks.replay.ReplayTarget;
import dev.paddock.benchmarks.replay.Stack;

/** Who brings the answers of the suite {@code http-stacks}. */
public enum Library {
  /** The client that measures. */
  OWN {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return new Callers(streams, new OwnStack(target, streams));
    }
  },
  /** The same once more under another name: what differs from {@link #OWN} here is noise. */
  OWN_AGAIN {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return OWN.open(target, streams);
    }
  },
  /** {@link java.net.http.HttpClient}, whose bodies are read as bytes. */
  JDK {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return new Callers(streams, JdkStack.bytes(target));
    }
  },
  /** The same, which hands over lines. */
  JDK_LINES {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return new Callers(streams, JdkStack.lines(target));
    }
  },
  /** Apache HttpComponents 5, classic. */
  HTTPCOMPONENTS {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return new Callers(streams, new HttpComponentsStack(target, streams));
    }
  },
  /** Apache HttpComponents 5, asynchronous. */
  HTTPCOMPONENTS_ASYNC {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return new Callbacks(new HttpComponentsAsyncStack(target, streams));
    }
  },
  /** OkHttp 5. */
  OKHTTP {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return new Callers(streams, new OkHttpStack(target, streams));
    }
  },
  /** Jetty 12. */
  JETTY {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return new Callbacks(new JettyStack(target, streams));
    }
  },
  /** Netty 4 over NIO. */
  NETTY {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return new Callbacks(new NettyStack(target, streams));
    }
  },
  /** Helidon 4. */
  HELIDON {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return new Callers(streams, new HelidonStack(target, streams));
    }
  },
  /** Vert.x 5. */
  VERTX {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return new Callbacks(new VertxStack(target, streams));
    }
  },
  /** Sockets alone: the floor. */
  RAW {
    @Override
    Stack open(ReplayTarget target, int streams) {
      return RawDrain.of(target, streams);
    }
  };

  abstract Stack open(ReplayTarget target, int streams);
}
