package dev.underpin.schema;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Texts as numbers of 256 bits. */
final class Digests {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  private static final int BRIEF = 16;

  private Digests() {}

  static BigInteger number(String text) {
    try {
      return new BigInteger(
          1, MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** 64 hexadecimal digits. */
  static String hex(BigInteger number) {
    byte[] bytes = number.mod(MODULUS).toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return HexFormat.of().formatHex(fixed);
  }

  /** The first digits of a number. */
  static String brief(BigInteger number) {
    return hex(number).substring(0, BRIEF);
  }
}
