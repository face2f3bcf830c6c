package dev.underpin.runner.session;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;

/** A limit of {@code underpin.yaml} that a server cannot be held to. */
public final class UnknownLimit {
  private UnknownLimit() {}

  /**
   * The refusal.
   *
   * @param key the key of {@code underpin.yaml}
   * @param why a sentence without a point at its end
   */
  public static UnderpinException refusal(String key, String why) {
    return UnderpinException.refused(
        FindingCode.LIMIT_NOT_MEASURED,
        "%s cannot be kept: %s. Nothing was changed.".formatted(key, why));
  }
}
