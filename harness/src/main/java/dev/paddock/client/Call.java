package dev.paddock.client;

import java.util.Arrays;

/**
 * One request to be sent.
 *
 * @param body JSON in UTF-8; it is not copied and must not change while the call is under way
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of a long prompt is a copy too many
public record Call(Protocol protocol, byte[] body) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Call that
        && protocol == that.protocol
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * protocol.hashCode() + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return protocol.path() + ", " + body.length + " bytes";
  }
}
