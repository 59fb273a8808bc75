package dev.paddock.target;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;

/** The process behind an address of this machine, as far as this user may see it. */
final class LocalProcess {
  private LocalProcess() {}

  /** The process that listens at {@code url}; empty where it is another machine's or hidden. */
  static OptionalLong listeningAt(URI url) {
    if (!isLoopback(url.getHost())) {
      return OptionalLong.empty();
    }
    int port = JsonHttp.port(url);
    return new SystemInfo()
        .getOperatingSystem().getInternetProtocolStats().getConnections().stream()
            .filter(connection -> connection.getState() == TcpState.LISTEN)
            .filter(connection -> connection.getLocalPort() == port)
            .mapToInt(IPConnection::getowningProcessId)
            .filter(pid -> pid > 0)
            .asLongStream()
            .findFirst();
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * The file that a process writes its standard error to, else its standard output, where vLLM
   * writes; empty for a terminal or a pipe.
   */
  static Optional<Path> logOf(long pid) {
    return Stream.of("2", "1")
        .map(number -> Path.of("/proc", Long.toString(pid), "fd", number))
        .filter(file -> Files.isRegularFile(file) && Files.isReadable(file))
        .findFirst();
  }
}
