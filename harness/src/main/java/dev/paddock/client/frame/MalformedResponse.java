package dev.paddock.client.frame;

import java.io.IOException;

/**
 * What a server sent is not what HTTP or its protocol allows; the message says both, for a user.
 */
public final class MalformedResponse extends IOException {
  private static final long serialVersionUID = 1L;

  /** What was expected, and what was found. */
  public MalformedResponse(String message) {
    super(message);
  }
}
