package dev.underpin.introspect.sqlite;

/** What is the tool's own, known by its name. */
final class OwnNames {
  private OwnNames() {}

  static boolean isOwn(String name) {
    return name.startsWith("underpin_");
  }

  static boolean isTrash(String name) {
    return name.startsWith("underpin_trash_");
  }
}
