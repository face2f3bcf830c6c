package dev.underpin.schema.catalog;

/**
 * A database engine in one version.
 *
 * @param id the word for it in YAML, file headers and service files, such as {@code sqlite}
 * @param product its name for people, as the server itself tells it
 * @param smallNames true where names of tables are kept in small letters, however they are written
 */
public record Engine(String id, String product, Version version, boolean smallNames) {
  /** An engine that keeps names as they are written. */
  public Engine(String id, String product, Version version) {
    this(id, product, version, false);
  }

  @Override
  public String toString() {
    return product + " " + version;
  }
}
