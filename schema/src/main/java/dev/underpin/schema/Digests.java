package dev.underpin.schema;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Texts as numbers of a fixed width, which are added up.
 *
 * @param bits the width of a number
 */
record Digests(int bits) {
  /** What schemas are counted with. */
  static final Digests SHORT = new Digests(64);

  /** What earlier versions counted schemas with. */
  static final Digests LONG = new Digests(256);

  private static final int MARK = 16;

  BigInteger number(String text) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, Arrays.copyOf(all, bits / 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** All hexadecimal digits of a number. */
  String hex(BigInteger number) {
    byte[] bytes = number.mod(BigInteger.ONE.shiftLeft(bits)).toByteArray();
    int width = bits / 8;
    byte[] fixed = new byte[width];
    int length = Math.min(width, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, width - length, length);
    return HexFormat.of().formatHex(fixed);
  }

  /** The first digits of a number. */
  String mark(BigInteger number) {
    return hex(number).substring(0, MARK);
  }
}
