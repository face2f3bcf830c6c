package dev.underpin.workflow.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A migration tool whose files can be written. */
public enum ExportTool {
  FLYWAY("Flyway", new FlywayFiles()),
  LIQUIBASE("Liquibase", new LiquibaseFiles()),
  GOLANG_MIGRATE("golang-migrate", new GolangMigrateFiles()),
  DBMATE("dbmate", new DbmateFiles());

  private final String product;
  private final ExportForm form;

  ExportTool(String product, ExportForm form) {
    this.product = product;
    this.form = form;
  }

  /** The name of the tool. */
  public String product() {
    return product;
  }

  /** What a person types for it: {@code golang-migrate}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  ExportForm form() {
    return form;
  }

  /** The tool that a word names. */
  public static Optional<ExportTool> of(String word) {
    return Arrays.stream(values()).filter(tool -> tool.word().equals(word)).findFirst();
  }
}
