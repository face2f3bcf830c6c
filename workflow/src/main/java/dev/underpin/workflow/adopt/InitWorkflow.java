package dev.underpin.workflow.adopt;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes {@code underpin.yaml} and a first schema: the live one, or an example to start from. */
public final class InitWorkflow {
  private static final String MODELINE = "# yaml-language-server: $schema=.underpin/schema.json\n";
  private static final String EXAMPLE =
      """
      # What the database should look like. Change it, then see what would happen: underpin plan
      tables:
        notes:
          columns:
            id: bigint identity
            title: varchar(200) not null
            body: text
            created_at: timestamptz not null default current_timestamp
          primary_key: [id]
      """;

  private final Settings settings;
  private final Path directory;

  /**
   * @param directory where the files go
   */
  public InitWorkflow(Settings settings, Path directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /** Write the files; existing files are never overwritten. */
  public List<Path> init(String jsonSchema) {
    return init(jsonSchema, List.of());
  }

  /**
   * Write the files; existing files are never overwritten.
   *
   * @param ignored the tables that the settings say are ignored
   */
  List<Path> init(String jsonSchema, List<String> ignored) {
    Path config = directory.resolve(Settings.FILE);
    Path schema = settings.schema();
    for (Path file : List.of(config, schema)) {
      if (Files.exists(file)) {
        throw UnderpinException.refused(file + " exists already, and init overwrites no file.");
      }
    }
    String text =
        settings.url().isPresent() && LiveDatabase.missingFile(settings).isEmpty()
            ? new InspectWorkflow(settings).inspect("schema.yaml").text()
            : EXAMPLE;
    return initMissing(text, jsonSchema, ignored);
  }

  /** Write a schema, and what of the other files does not exist. */
  List<Path> initMissing(String text, String jsonSchema, List<String> ignored) {
    Path config = directory.resolve(Settings.FILE);
    Path schema = settings.schema();
    List<Path> written = new ArrayList<>();
    if (!Files.exists(config)) written.add(TextFiles.write(config, configuration(schema, ignored)));
    if (!Files.exists(schema)) written.add(TextFiles.write(schema, MODELINE + text));
    Path json = directory.resolve(".underpin").resolve("schema.json");
    written.add(TextFiles.write(json, jsonSchema));
    return written;
  }

  private String configuration(Path schema, List<String> ignored) {
    String shown =
        Optional.ofNullable(directory.relativize(schema)).map(Path::toString).orElse("schema.yaml");
    return """
        # The settings of underpin for this folder. Command line flags come first.
        schema: %s
        migrations: migrations

        # ${NAME} is a variable of the environment; one that is not set is an error.
        environments:
          dev:
            url: ${DATABASE_URL}
            allow_reset: true
          production:
            url: ${PRODUCTION_URL}
            protected: true

        # listed: tables that the schema does not have are left alone. all: they are planned to be dropped.
        manage: all
        """
            .formatted(shown.replace('\\', '/'))
        + (ignored.isEmpty()
            ? ""
            : """

            # Tables of another tool that Underpin leaves alone.
            ignore: [%s]
            """
                .formatted(String.join(", ", ignored)));
  }
}
