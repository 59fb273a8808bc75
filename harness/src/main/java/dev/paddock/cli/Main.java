package dev.paddock.cli;

/** The command {@code paddock}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("paddock " + args.length);
  }
}
