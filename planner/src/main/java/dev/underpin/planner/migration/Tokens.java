package dev.underpin.planner.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The eight hexadecimal digits that mark what belongs to one migration: temporary objects, and what
 * it put in the trash.
 */
public final class Tokens {
  private Tokens() {}

  /** The token of a migration. */
  public static String of(String migrationId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(migrationId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
