package dev.underpin.dialect.postgresql.lexer;

import java.util.Set;

/**
 * The key words of the supported versions, by what they may name unquoted. Source: the manual's
 * appendix "SQL Key Words" and {@code pg_get_keywords()}; the newest version's list holds for all,
 * since quoting too much never changes a meaning.
 */
public final class ReservedWords {
  /** May name a column unquoted, but no function or type. */
  private static final Set<String> COLUMN_NAMES =
      words(
          """
          between bigint bit boolean char character coalesce dec decimal exists extract float greatest
          grouping inout int integer interval json json_array json_arrayagg json_exists json_object
          json_objectagg json_query json_scalar json_serialize json_table json_value least merge_action
          national nchar none normalize nullif numeric out overlay position precision real row setof
          smallint substring time timestamp treat trim values varchar xmlattributes xmlconcat xmlelement
          xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
          """);

  /** May name nothing unquoted. */
  private static final Set<String> RESERVED =
      words(
          """
          all analyse analyze and any array as asc asymmetric both case cast check collate column
          constraint create current_catalog current_date current_role current_time current_timestamp
          current_user default deferrable desc distinct do else end except false fetch for foreign from
          grant group having in initially intersect into lateral leading limit localtime localtimestamp
          not null offset on only or order placing primary references returning select session_user some
          symmetric system_user table then to trailing true union unique user using variadic when where
          window with
          """);

  /** May name a function or a type unquoted, but no column. */
  private static final Set<String> FUNCTION_OR_TYPE_NAMES =
      words(
          """
          authorization binary collation concurrently cross current_schema freeze full ilike inner is
          isnull join left like natural notnull outer overlaps right similar tablesample verbose
          """);

  private ReservedWords() {}

  /** True where the server, deparsing, would put the word into quotes. */
  public static boolean needsQuotes(String word) {
    return neverColumn(word) || COLUMN_NAMES.contains(word);
  }

  /** True where the unquoted word cannot be the name of a column. */
  public static boolean neverColumn(String word) {
    return RESERVED.contains(word) || FUNCTION_OR_TYPE_NAMES.contains(word);
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
