package dev.underpin.dialect.mysql.flavor;

import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SchemaObject;
import java.util.OptionalInt;

/**
 * Which of the two products it is, in which version, and what that can do. Code asks for an ability
 * and not for a name.
 */
public record MysqlFlavor(boolean isMariaDb, Version version) {
  /** The id of the engine MariaDB. */
  public static final String MARIADB_ID = "mariadb";

  /** The flavour of an engine that one of the two providers here knows. */
  public static MysqlFlavor of(Engine engine) {
    return new MysqlFlavor(engine.id().equals(MARIADB_ID), engine.version());
  }

  /** The product's name for people. */
  public String product() {
    return isMariaDb ? "MariaDB" : "MySQL";
  }

  /** Whether an index may be on an expression (MySQL from 8.0.13). */
  public boolean hasExpressionIndexes() {
    return !isMariaDb;
  }

  /** Whether a check can be declared and not enforced. */
  public boolean hasUnenforcedChecks() {
    return !isMariaDb;
  }

  /**
   * Whether a check that is written behind a column belongs to that column and to no name: it is
   * changed by restating the column.
   */
  public boolean hasColumnChecks() {
    return isMariaDb;
  }

  /** What the server takes a foreign key for that says nothing. */
  public ReferentialAction usualAction() {
    return isMariaDb ? ReferentialAction.RESTRICT : ReferentialAction.NO_ACTION;
  }

  /** Whether there is a type {@code uuid}. */
  public boolean hasUuid() {
    return isMariaDb && version.atLeast(10, 7);
  }

  /** Whether there is a type {@code inet6}. */
  public boolean hasInet6() {
    return isMariaDb;
  }

  /** Whether there is a type {@code inet4}. */
  public boolean hasInet4() {
    return isMariaDb && version.atLeast(10, 10);
  }

  /** Whether a spatial column can be held to one spatial reference system by {@code SRID}. */
  public boolean hasSridClause() {
    return !isMariaDb;
  }

  /** Whether an index can be sorted downwards (MySQL from 8.0, MariaDB from 10.8). */
  public boolean hasDescendingIndexes() {
    return !isMariaDb || version.atLeast(10, 8);
  }

  /** Whether a generated column may be declared NOT NULL. */
  public boolean hasGeneratedNotNull() {
    return !isMariaDb;
  }

  /** Whether the name of a check is the database's, and not only its table's. */
  public boolean checkNamesAreGlobal() {
    return !isMariaDb;
  }

  /** Whether the rename of a column reaches the expressions of its table that mention it. */
  public boolean renamesInExpressions() {
    return isMariaDb;
  }

  /** Whether {@code CREATE OR REPLACE} puts an object of this kind in the place of another. */
  public boolean replaces(SchemaObject.Kind kind) {
    return isMariaDb || kind == SchemaObject.Kind.VIEW;
  }

  /** The word that hides an index from the optimizer. */
  public String invisibleIndexWord() {
    return isMariaDb ? "IGNORED" : "INVISIBLE";
  }

  /** The word that shows an index to the optimizer again. */
  public String visibleIndexWord() {
    return isMariaDb ? "NOT IGNORED" : "VISIBLE";
  }

  /**
   * Whether collations of {@code utf8mb3} are called so by the server (MySQL from 8.0.30, MariaDB
   * from 10.6); before that they are called {@code utf8_…}.
   */
  public boolean saysUtf8mb3() {
    return isMariaDb ? version.atLeast(10, 6) : version.compareTo(new Version(8, 0, 30)) >= 0;
  }

  /** The collation that {@code utf8mb4} has where none is said, as the server is delivered. */
  public String defaultUtf8mb4Collation() {
    if (!isMariaDb) return "utf8mb4_0900_ai_ci";
    return version.atLeast(11, 5) ? "utf8mb4_uca1400_ai_ci" : "utf8mb4_general_ci";
  }

  /** Whether columns may come and go instantly: MySQL 8.0.29 to 8.0.31 damaged their tables. */
  public boolean changesColumnsInstantly() {
    return isMariaDb || version.compareTo(new Version(8, 0, 32)) >= 0;
  }

  /** The privilege to see the bodies of routines that somebody else has made, and on what. */
  public String bodiesOfRoutines() {
    return isMariaDb ? "SELECT ON mysql.proc" : "SHOW_ROUTINE ON *.*";
  }

  /** Whether a copy of a table stops at a row that violates one of its foreign keys. */
  public boolean checksForeignKeysInCopies() {
    return !isMariaDb;
  }

  /** Whether others write to a table while the server copies it (MariaDB from 11.2). */
  public boolean copiesOnline() {
    return isMariaDb && version.atLeast(11, 2);
  }

  /**
   * How many versions of its rows a table may hold, one for each statement that has added or
   * dropped columns instantly since it was last rebuilt (MySQL from 8.0.29); absent where nothing
   * is counted.
   */
  public OptionalInt rowVersions() {
    if (isMariaDb || version.compareTo(new Version(8, 0, 29)) < 0) return OptionalInt.empty();
    return OptionalInt.of(version.atLeast(9, 1) ? 255 : 64);
  }

  /** True where each INSERT may leave out a column without a default that a trigger fills. */
  public boolean triggersGiveMissingValues() {
    return !isMariaDb;
  }
}
