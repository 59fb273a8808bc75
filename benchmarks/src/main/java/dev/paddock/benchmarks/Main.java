package dev.paddock.benchmarks;

import picocli.CommandLine;

/** The program that {@code paddock bench} starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchCommand(System.out, System.err)).execute(args));
  }
}
