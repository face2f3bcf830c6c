package dev.underpin.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A test server, its shell or a statement of a test's preparation failed; the message has the
 * reason.
 */
public class TestServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TestServerException(String message) {
    super(message);
  }

  public TestServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
