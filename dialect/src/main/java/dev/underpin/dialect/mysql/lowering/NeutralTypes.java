package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What neutral type words, and words of other engines, mean here. A word that the server itself
 * knows is not in this table: it means exactly itself.
 */
public final class NeutralTypes {
  /** Every type of both products, by the word that the model has for it. */
  private static final Set<String> OWN =
      Set.of(
          ("""
          tinyint smallint mediumint int bigint decimal float double bit bool boolean char varchar \
          binary varbinary tinytext text mediumtext longtext tinyblob blob mediumblob longblob enum \
          set date time datetime timestamp year json geometry point linestring polygon multipoint \
          multilinestring multipolygon geometrycollection vector""")
              .split(" "));

  private NeutralTypes() {}

  /**
   * Every word that is translated, and its type. Modifiers are kept where it ends in {@code (…)}.
   */
  public static Map<String, String> words(MysqlFlavor flavor) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("timestamptz", "timestamp(6)");
    words.put("timestamp with time zone", "timestamp(6)");
    words.put("timestamp without time zone", "datetime(6)");
    words.put("timetz", "time(6)");
    words.put("time with time zone", "time(6)");
    words.put("time without time zone", "time(6)");
    words.put("string", "longtext");
    words.put("clob", "longtext");
    words.put("citext", "longtext");
    words.put("varchar2", "varchar(…)");
    words.put("number", "decimal(…)");
    words.put("bytes", "longblob");
    words.put("bytea", "longblob");
    words.put("jsonb", "json");
    if (!flavor.hasUuid()) words.put("uuid", "char(36)");
    words.put("guid", flavor.hasUuid() ? "uuid" : "char(36)");
    words.put("uniqueidentifier", flavor.hasUuid() ? "uuid" : "char(36)");
    if (!flavor.hasInet6()) words.put("inet6", "varchar(39)");
    if (!flavor.hasInet4()) words.put("inet4", "varchar(15)");
    words.put("inet", "varchar(43)");
    return words;
  }

  /**
   * The canonical type of one whose word may be neutral, or absence where nobody knows the word.
   */
  static Optional<TypeName> translate(TypeName type, MysqlFlavor flavor) {
    TypeName own = type.canonical();
    if (OWN.contains(own.base()) || isNew(own.base(), flavor)) return Optional.of(own);
    String target = words(flavor).get(type.base());
    if (target == null) return Optional.empty();
    TypeName translated = TypeName.parse(target.replace("(…)", "")).orElseThrow();
    boolean keeps = target.endsWith("(…)") || translated.fraction() > 0;
    List<String> modifiers =
        keeps && !type.modifiers().isEmpty() ? type.modifiers() : translated.modifiers();
    return Optional.of(translated.withBase(translated.base(), modifiers).canonical());
  }

  private static boolean isNew(String base, MysqlFlavor flavor) {
    return switch (base) {
      case "uuid" -> flavor.hasUuid();
      case "inet6" -> flavor.hasInet6();
      case "inet4" -> flavor.hasInet4();
      default -> false;
    };
  }
}
