package dev.underpin.runner.session;

import dev.underpin.schema.error.UnderpinException;
import java.time.Duration;

/** Doing nothing for a while. */
public final class Sleep {
  private Sleep() {}

  public static void of(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnderpinException(UnderpinException.Kind.TIMEOUT, "Interrupted while waiting.", e);
    }
  }
}
