package dev.underpin.introspect;

/** What is the tool's own, known by its name. Public for the engines' packages alone. */
public final class OwnNames {
  private OwnNames() {}

  public static boolean isOwn(String name) {
    return name.startsWith("underpin_");
  }

  public static boolean isTrash(String name) {
    return name.startsWith("underpin_trash_");
  }
}
