package dev.underpin.cli.command;

import dev.underpin.cli.prisma.PrismaText;
import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.DbmlText;
import dev.underpin.cli.text.MermaidText;
import dev.underpin.cli.text.SchemaSize;
import dev.underpin.dialect.Dialects;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.schema.model.Access;
import dev.underpin.workflow.adopt.InspectWorkflow;
import dev.underpin.workflow.adopt.SqlSchema;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "inspect",
    header = "Print the live schema as YAML.",
    description = {
      "",
      "Writes the live schema as YAML. A plan with it has no changes. A note names what YAML cannot describe."
          + " A .sql file, or a folder of the migrations of Flyway, Prisma Migrate or golang-migrate, is loaded in memory"
          + " where the engine can, else on --scratch-url, and its schema is written. Without a server, with --engine, a"
          + " parser reads CREATE TABLE, CREATE INDEX and what dumps add to tables; the rest is an error with its line."
    },
    footer = {"  underpin inspect --url sqlite:shop.db -o schema.yaml"},
    exitCodeList = {"0:written", CliCommand.FAILED, CliCommand.TIMEOUT, CliCommand.USAGE})
final class InspectCommand extends CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE.sql",
      description =
          "Read the schema of this file, or of this folder of migrations, instead of that of a database.")
  Optional<Path> file = Optional.empty();

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Mixin SqlFileOptions sql = new SqlFileOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "PATH",
      description =
          "Write to this file, or with --split to files in this folder, instead of to standard output.")
  Optional<Path> output = Optional.empty();

  @Option(names = "--split", description = "One file a table.")
  boolean split;

  enum Format {
    YAML,
    JSON,
    SQL,
    MERMAID,
    DBML,
    PRISMA
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "yaml, json, sql, mermaid, dbml or prisma. JSON has the same keys and values, and the same JSON Schema. SQL creates the schema in an empty database. Mermaid and DBML have the tables and their references, for diagrams; Prisma's schema has them for its client. Default: yaml.")
  Format format = Format.YAML;

  @Option(
      names = "--grants",
      description = "Write who may do what with each object, and the default privileges.")
  boolean grants;

  @Option(names = "--owners", description = "Write the owner of each object.")
  boolean owners;

  InspectCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    sql.check(file.isPresent(), connection);
    refuse(
        split && format != Format.YAML,
        "--split writes YAML: --format %s does not go with it."
            .formatted(format.name().toLowerCase(Locale.ROOT)));
    Settings settings =
        settings(connection, sql.scratchUrl, Optional.empty(), Optional.empty(), Map.of());
    if (split && output.isEmpty()) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE, "--split writes files: name a folder with -o DIR.");
    }
    Optional<Path> target = output.map(terminal.directory()::resolve);
    boolean folder = split || target.filter(Files::isDirectory).isPresent();
    InspectWorkflow workflow =
        new InspectWorkflow(settings, file.map(path -> script(path, settings)), access());
    InspectWorkflow.Result result = split ? workflow.inspectSplit() : whole(workflow);
    Map<String, String> files = files(result);
    say(result.notes());
    if (target.isEmpty()) {
      files.values().forEach(this::print);
      return ExitCode.OK;
    }
    files.forEach(
        (name, text) -> TextFiles.write(folder ? target.get().resolve(name) : target.get(), text));
    say(
        "Wrote "
            + SchemaSize.words(result.catalog().schema())
            + " to "
            + output.get()
            + (folder && !split ? "/" + files.keySet().iterator().next() : "")
            + ".");
    return ExitCode.OK;
  }

  private InspectWorkflow.Result whole(InspectWorkflow workflow) {
    return switch (format) {
      case JSON -> workflow.inspectJson("schema.json");
      case SQL -> workflow.inspectSql("schema.sql");
      case YAML, MERMAID, DBML, PRISMA -> workflow.inspect("schema.yaml");
    };
  }

  private Map<String, String> files(InspectWorkflow.Result result) {
    return switch (format) {
      case YAML, JSON, SQL -> result.files();
      case MERMAID -> Map.of("schema.mmd", MermaidText.of(result.catalog()));
      case DBML -> Map.of("schema.dbml", DbmlText.of(result.catalog()));
      case PRISMA ->
          Map.of(
              "schema.prisma",
              PrismaText.of(result.catalog(), Dialects.of(result.catalog().engine())));
    };
  }

  private Set<Access.Kind> access() {
    Set<Access.Kind> access = EnumSet.noneOf(Access.Kind.class);
    if (grants) access.addAll(List.of(Access.Kind.GRANTS, Access.Kind.DEFAULT_PRIVILEGES));
    if (owners) access.add(Access.Kind.OWNER);
    return access;
  }

  private SqlSchema script(Path name, Settings settings) {
    return sql.schema(settings, terminal.directory(), name);
  }
}
