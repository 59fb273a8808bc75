package dev.paddock.client;

import java.io.IOException;

/**
 * What a server sent is not what HTTP or its protocol allows; the message says both, for a user.
 */
public final class MalformedResponse extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedResponse(String message) {
    super(message);
  }
}
