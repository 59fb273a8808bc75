package dev.paddock.benchmarks.waiting;

import java.net.URI;
import java.util.List;

/** The ways to wait that the suite {@code waiting} compares, each with the JVM that it runs in. */
enum WayOfWaiting {
  /** Our client as a run has it: epoll, and the kernel's receive stamps. */
  OWN {
    @Override
    Waiting open(URI url) {
      return OwnWaiting.epoll(url);
    }
  },
  /** The same once more under another name: what differs from {@link #OWN} here is noise. */
  OWN_AGAIN {
    @Override
    Waiting open(URI url) {
      return OwnWaiting.epoll(url);
    }
  },
  /** The same with both compilers, as Java starts by default. */
  OWN_ALL_TIERS {
    @Override
    Waiting open(URI url) {
      return OwnWaiting.epoll(url);
    }

    @Override
    List<String> compiler() {
      return List.of();
    }
  },
  /** Our client where the kernel does not stamp: a thread a stream in a blocking read. */
  OWN_THREADS {
    @Override
    Waiting open(URI url) {
      return OwnWaiting.threads(url);
    }
  },
  /** The same on virtual threads. */
  OWN_VIRTUAL_THREADS {
    @Override
    Waiting open(URI url) {
      return OwnWaiting.virtualThreads(url);
    }
  },
  /** Plain sockets and one selector thread. */
  SELECTOR {
    @Override
    Waiting open(URI url) {
      return new SelectorWaiting(url);
    }
  },
  /** {@link java.net.http.HttpClient}. */
  JDK {
    @Override
    Waiting open(URI url) {
      return new JdkWaiting(url);
    }
  },
  /** Apache HttpComponents 5, classic. */
  HTTPCOMPONENTS {
    @Override
    Waiting open(URI url) {
      return new HttpComponentsWaiting(url);
    }
  },
  /** Apache HttpComponents 5, asynchronous. */
  HTTPCOMPONENTS_ASYNC {
    @Override
    Waiting open(URI url) {
      return new HttpComponentsAsyncWaiting(url);
    }
  },
  /** Netty over NIO. */
  NETTY {
    @Override
    Waiting open(URI url) {
      return new NettyWaiting(url);
    }
  };

  /** One that sends to this server. */
  abstract Waiting open(URI url);

  /** The options of its JVM that choose the compilers: the launcher's, for all but one. */
  List<String> compiler() {
    return List.of("-XX:TieredStopAtLevel=1");
  }

  /** Whether the kernel is to stamp. */
  boolean kernelStamps() {
    return switch (this) {
      case OWN, OWN_AGAIN, OWN_ALL_TIERS -> true;
      case OWN_THREADS,
          OWN_VIRTUAL_THREADS,
          SELECTOR,
          JDK,
          HTTPCOMPONENTS,
          HTTPCOMPONENTS_ASYNC,
          NETTY ->
          false;
    };
  }
}
