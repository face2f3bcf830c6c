package dev.underpin.schema;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * A number that two schemas share when, and for all practical purposes only when, they are equal.
 *
 * <p>It covers the managed objects: tables, enums and free-standing sequences. It is the sum of its
 * objects' numbers, so that it can be kept up to date while a plan adds and removes objects one by
 * one. The order of columns, constraints and indexes does not count.
 */
public final class Fingerprint {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private BigInteger sum = BigInteger.ZERO;

  /** The fingerprint of a schema: 64 hexadecimal digits. */
  public static String of(Schema schema) {
    Fingerprint fingerprint = new Fingerprint();
    schema.tables().values().forEach(fingerprint::add);
    schema.enums().values().forEach(fingerprint::add);
    schema.sequences().values().forEach(fingerprint::add);
    return fingerprint.hex();
  }

  public void add(Table table) {
    sum = sum.add(number(text(table)));
  }

  public void remove(Table table) {
    sum = sum.subtract(number(text(table)));
  }

  public void add(EnumType type) {
    sum = sum.add(number(text(type)));
  }

  public void remove(EnumType type) {
    sum = sum.subtract(number(text(type)));
  }

  public void add(Sequence sequence) {
    sum = sum.add(number(text(sequence)));
  }

  public void remove(Sequence sequence) {
    sum = sum.subtract(number(text(sequence)));
  }

  /** 64 hexadecimal digits. */
  public String hex() {
    byte[] bytes = sum.mod(MODULUS).toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return HexFormat.of().formatHex(fixed);
  }

  private static BigInteger number(String text) {
    try {
      return new BigInteger(
          1, MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String text(Table table) {
    CanonicalText out =
        new CanonicalText().put("table", table.name()).put(table.comment()).put(table.options());
    table.columns().stream().sorted(Comparator.comparing(Column::name)).forEach(out::put);
    table.constraints().stream().map(Fingerprint::text).sorted().forEach(out::put);
    table.indexes().stream().sorted(Comparator.comparing(Index::name)).forEach(out::put);
    return out.toString();
  }

  private static String text(Constraint constraint) {
    return new CanonicalText().put(constraint).toString();
  }

  private static String text(EnumType type) {
    return new CanonicalText()
        .put("enum", type.name())
        .put(type.comment())
        .put(type.labels())
        .toString();
  }

  private static String text(Sequence sequence) {
    return new CanonicalText()
        .put("sequence", sequence.name())
        .put(sequence.comment())
        .put(sequence.options())
        .toString();
  }
}
