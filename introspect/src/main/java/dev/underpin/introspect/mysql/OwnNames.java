package dev.underpin.introspect.mysql;

/** What is the tool's own, known by its name. */
final class OwnNames {
  /** How the databases begin in which a declaration is spelled. */
  static final String SCRATCH = "underpin_scratch_";

  private OwnNames() {}

  static boolean isOwn(String name) {
    return name.startsWith("underpin_");
  }

  static boolean isTrash(String name) {
    return name.startsWith("underpin_trash_");
  }
}
