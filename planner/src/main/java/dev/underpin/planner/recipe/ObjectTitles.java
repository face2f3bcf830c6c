package dev.underpin.planner.recipe;

import dev.underpin.schema.model.SchemaObject;
import java.util.List;

/** The titles of steps about views, routines, types, sequences, schemas and privileges. */
public final class ObjectTitles {
  private static final String TO_TRASH = " (to the trash)";
  private static final String RECREATED_LATER = " (created again later in this plan)";

  private ObjectTitles() {}

  // --- views, triggers, routines

  /** Create a view, trigger or routine. */
  public static String createObject(SchemaObject object) {
    return "create " + object.kind().words();
  }

  /** Drop a view, trigger or routine. */
  public static String dropObject(SchemaObject object) {
    return "drop " + object.kind().words();
  }

  /** Replace a view, trigger or routine. */
  public static String replaceObject(SchemaObject after) {
    return "replace " + after.kind().words();
  }

  /** Drop a view or trigger that a later step creates again. */
  public static String dropObjectForNow(SchemaObject object) {
    return dropObject(object) + RECREATED_LATER;
  }

  /** Create a view or trigger that an earlier step dropped. */
  public static String recreateObject(SchemaObject object) {
    return "recreate " + object.kind().words();
  }

  // --- grants and owners

  /** Grant privileges. */
  public static String grant() {
    return "grant privileges";
  }

  /** Revoke privileges. */
  public static String revoke() {
    return "revoke privileges";
  }

  /** Give an object another owner. */
  public static String changeOwner() {
    return "change owner";
  }

  /** Change what new objects get. */
  public static String changeDefaultPrivileges() {
    return "change default privileges";
  }

  // --- namespaces, types, sequences

  /** Create a namespace. */
  public static String createNamespace() {
    return "create schema";
  }

  /** Drop a namespace in which nothing remains. */
  public static String dropNamespace() {
    return "drop schema";
  }

  /** Create an enum. */
  public static String createEnum(List<String> labels) {
    return "create enum (" + String.join(", ", labels) + ")";
  }

  /** Move an enum to the trash. */
  public static String dropEnum() {
    return "drop enum" + TO_TRASH;
  }

  /** Create an enum with other labels and convert its columns. */
  public static String recreateEnum(List<String> labels) {
    return "recreate enum (" + String.join(", ", labels) + ")";
  }

  /** Add a label to an enum. */
  public static String addLabel(String label) {
    return "add label " + label;
  }

  /** Rename a label of an enum. */
  public static String renameLabel(String from, String to) {
    return "rename label " + from + " to " + to;
  }

  /** Create a sequence. */
  public static String createSequence() {
    return "create sequence";
  }

  /** Move a sequence to the trash. */
  public static String dropSequence() {
    return "drop sequence" + TO_TRASH;
  }

  /** Change a sequence. */
  public static String changeSequence() {
    return "change sequence";
  }
}
