package dev.underpin.dialect.sqlite.lexer;

import java.util.Set;

/** SQLite's <a href="https://sqlite.org/lang_keywords.html">keywords</a>. */
public final class ReservedWords {
  /** Every keyword, in upper case, and the words TRUE and FALSE, which act like ones. */
  private static final Set<String> ALL =
      Set.of(
          ("""
          ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE \
          BEGIN BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE \
          CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DATABASE DEFAULT DEFERRABLE \
          DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT EXCLUDE EXCLUSIVE \
          EXISTS EXPLAIN FAIL FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED GLOB GROUP \
          GROUPS HAVING IF IGNORE IMMEDIATE IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD \
          INTERSECT INTO IS ISNULL JOIN KEY LAST LEFT LIKE LIMIT MATCH MATERIALIZED NATURAL NO NOT \
          NOTHING NOTNULL NULL NULLS OF OFFSET ON OR ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA \
          PRECEDING PRIMARY QUERY RAISE RANGE RECURSIVE REFERENCES REGEXP REINDEX RELEASE RENAME \
          REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW ROWS SAVEPOINT SELECT SET TABLE TEMP \
          TEMPORARY THEN TIES TO TRANSACTION TRIGGER UNBOUNDED UNION UNIQUE UPDATE USING VACUUM \
          VALUES VIEW VIRTUAL WHEN WHERE WINDOW WITH WITHOUT TRUE FALSE""")
              .split(" "));

  /**
   * The keywords that mean something inside an expression. The others can be names there: a check
   * on a column called {@code key} is as often written without quotes as with them.
   */
  private static final Set<String> OF_EXPRESSIONS =
      Set.of(
          ("""
          ALL AND AS ASC BETWEEN BY CASE CAST COLLATE CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP \
          DESC DISTINCT ELSE END ESCAPE EXCEPT EXISTS FALSE FILTER FROM GLOB GROUP HAVING IN \
          INTERSECT IS ISNULL JOIN LIKE LIMIT MATCH NOT NOTNULL NULL ON OR ORDER OVER RAISE REGEXP \
          SELECT THEN TRUE UNION VALUES WHEN WHERE""")
              .split(" "));

  /**
   * The keywords that SQLite's grammar takes for a name wherever only a name can stand, so that a
   * column called {@code key} needs no quotes; without those that mean something in an expression.
   */
  private static final Set<String> TAKEN_FOR_NAMES =
      Set.of(
          ("""
          ABORT ACTION AFTER ANALYZE ATTACH BEFORE BEGIN CASCADE CONFLICT CURRENT DATABASE DEFERRED \
          DETACH EACH EXCLUDE EXCLUSIVE EXPLAIN FAIL FIRST FOLLOWING GROUPS IGNORE IMMEDIATE \
          INITIALLY INSTEAD KEY LAST OFFSET OTHERS PARTITION PLAN PRAGMA PRECEDING QUERY RANGE \
          RECURSIVE REINDEX RELEASE RENAME REPLACE RESTRICT ROW ROWS SAVEPOINT TEMP TIES TRIGGER \
          UNBOUNDED VACUUM VIEW VIRTUAL""")
              .split(" "));

  private ReservedWords() {}

  public static boolean isTakenForName(String word) {
    return TAKEN_FOR_NAMES.contains(Identifiers.upper(word));
  }

  public static boolean isKeyword(String word) {
    return ALL.contains(Identifiers.upper(word));
  }

  public static boolean isOfExpressions(String word) {
    return OF_EXPRESSIONS.contains(Identifiers.upper(word));
  }
}
