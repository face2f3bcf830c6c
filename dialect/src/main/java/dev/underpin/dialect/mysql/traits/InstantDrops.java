package dev.underpin.dialect.mysql.traits;

import java.nio.charset.StandardCharsets;

/**
 * Names of columns that MySQL fails to drop instantly. It keeps such a column under a name of 64
 * bytes that begins with a text of its own, and cuts it without regard to letters of several bytes:
 * error 3507, found on 8.0 and 9.7. A drop that rebuilds the table succeeds.
 */
public final class InstantDrops {
  /** What is left of 64 bytes behind {@code !hidden!_dropped_v64_p1017_}. */
  private static final int SAFE_BYTES = 37;

  /** What a name in the trash, or of a helper, has before that of the column. */
  private static final int PREFIX_BYTES = 24;

  private InstantDrops() {}

  /** True where to drop the column instantly may fail. */
  public static boolean mayFail(String column) {
    return isCutInLetters(column, SAFE_BYTES);
  }

  /** True where that may be so for the column, or for one that a plan names after it. */
  static boolean mayFailInTrash(String column) {
    return isCutInLetters(column, SAFE_BYTES - PREFIX_BYTES);
  }

  private static boolean isCutInLetters(String name, int bytes) {
    byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
    return encoded.length > bytes && encoded.length > name.length();
  }
}
