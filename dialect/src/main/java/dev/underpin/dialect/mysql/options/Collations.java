package dev.underpin.dialect.mysql.options;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Character sets and collations. A collation's name begins with its character set's, so that a
 * collation alone says both; only {@code binary} is both at once.
 */
public final class Collations {
  /** The collation that a character set has where none is said; the same in both products. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("armscii8", "armscii8_general_ci"),
          Map.entry("ascii", "ascii_general_ci"),
          Map.entry("big5", "big5_chinese_ci"),
          Map.entry("binary", "binary"),
          Map.entry("cp1250", "cp1250_general_ci"),
          Map.entry("cp1251", "cp1251_general_ci"),
          Map.entry("cp1256", "cp1256_general_ci"),
          Map.entry("cp1257", "cp1257_general_ci"),
          Map.entry("cp850", "cp850_general_ci"),
          Map.entry("cp852", "cp852_general_ci"),
          Map.entry("cp866", "cp866_general_ci"),
          Map.entry("cp932", "cp932_japanese_ci"),
          Map.entry("dec8", "dec8_swedish_ci"),
          Map.entry("eucjpms", "eucjpms_japanese_ci"),
          Map.entry("euckr", "euckr_korean_ci"),
          Map.entry("gb18030", "gb18030_chinese_ci"),
          Map.entry("gb2312", "gb2312_chinese_ci"),
          Map.entry("gbk", "gbk_chinese_ci"),
          Map.entry("geostd8", "geostd8_general_ci"),
          Map.entry("greek", "greek_general_ci"),
          Map.entry("hebrew", "hebrew_general_ci"),
          Map.entry("hp8", "hp8_english_ci"),
          Map.entry("keybcs2", "keybcs2_general_ci"),
          Map.entry("koi8r", "koi8r_general_ci"),
          Map.entry("koi8u", "koi8u_general_ci"),
          Map.entry("latin1", "latin1_swedish_ci"),
          Map.entry("latin2", "latin2_general_ci"),
          Map.entry("latin5", "latin5_turkish_ci"),
          Map.entry("latin7", "latin7_general_ci"),
          Map.entry("macce", "macce_general_ci"),
          Map.entry("macroman", "macroman_general_ci"),
          Map.entry("sjis", "sjis_japanese_ci"),
          Map.entry("swe7", "swe7_swedish_ci"),
          Map.entry("tis620", "tis620_thai_ci"),
          Map.entry("ucs2", "ucs2_general_ci"),
          Map.entry("ujis", "ujis_japanese_ci"),
          Map.entry("utf16", "utf16_general_ci"),
          Map.entry("utf16le", "utf16le_general_ci"),
          Map.entry("utf32", "utf32_general_ci"),
          Map.entry("utf8mb3", "utf8mb3_general_ci"));

  private Collations() {}

  /** The name of a collation or character set as the model has it: {@code utf8} is utf8mb3. */
  public static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("utf8") || lower.startsWith("utf8_")
        ? "utf8mb3" + lower.substring(4)
        : lower;
  }

  /** The character set of a collation. */
  public static String characterSet(String collation) {
    int end = collation.indexOf('_');
    return end < 0 ? collation : collation.substring(0, end);
  }

  /** The collation that a character set has where none is said. */
  public static Optional<String> defaultOf(String characterSet, MysqlFlavor flavor) {
    String name = canonical(characterSet);
    return name.equals("utf8mb4")
        ? Optional.of(flavor.defaultUtf8mb4Collation())
        : Optional.ofNullable(DEFAULTS.get(name));
  }

  /** A collation as this server calls it. */
  public static String spelled(String collation, MysqlFlavor flavor) {
    return flavor.saysUtf8mb3() || !collation.startsWith("utf8mb3_")
        ? collation
        : "utf8" + collation.substring("utf8mb3".length());
  }
}
