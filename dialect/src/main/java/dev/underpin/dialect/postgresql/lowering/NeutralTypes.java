package dev.underpin.dialect.postgresql.lowering;

import java.util.List;
import java.util.Map;

/**
 * What neutral type words, and words of other engines, mean here. A word that PostgreSQL itself
 * knows is not in this table: it means exactly itself.
 */
public final class NeutralTypes {
  /**
   * The word, and the canonical type; modifiers are kept where the type is marked with {@code (…)}.
   */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("tinyint", "smallint"),
          Map.entry("mediumint", "integer"),
          Map.entry("double", "double precision"),
          Map.entry("number", "numeric(…)"),
          Map.entry("string", "text"),
          Map.entry("tinytext", "text"),
          Map.entry("mediumtext", "text"),
          Map.entry("longtext", "text"),
          Map.entry("clob", "text"),
          Map.entry("nvarchar", "character varying(…)"),
          Map.entry("varchar2", "character varying(…)"),
          Map.entry("datetime", "timestamp(…) without time zone"),
          Map.entry("bytes", "bytea"),
          Map.entry("blob", "bytea"),
          Map.entry("tinyblob", "bytea"),
          Map.entry("mediumblob", "bytea"),
          Map.entry("longblob", "bytea"),
          Map.entry("binary", "bytea"),
          Map.entry("varbinary", "bytea"),
          Map.entry("guid", "uuid"),
          Map.entry("uniqueidentifier", "uuid"));

  private NeutralTypes() {}

  /** Every word that is translated, and its type. */
  public static Map<String, String> words() {
    return WORDS;
  }

  /** The canonical type of a type's name, whose base may be a neutral word. */
  static String translate(TypeName type) {
    String target = WORDS.get(type.base());
    if (target == null) return type.toString();
    List<String> modifiers = type.modifiers();
    String given = modifiers.isEmpty() ? "" : "(" + String.join(",", modifiers) + ")";
    return TypeName.canonical(target.replace("(…)", given) + (type.array() ? "[]" : ""));
  }
}
