package dev.underpin.schema.catalog;

/**
 * A database engine in one version.
 *
 * @param id the word for it in YAML, file headers and service files, such as {@code sqlite}
 * @param product its name for people, as the server itself tells it
 */
public record Engine(String id, String product, Version version) {
  @Override
  public String toString() {
    return product + " " + version;
  }
}
