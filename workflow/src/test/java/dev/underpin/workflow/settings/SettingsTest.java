package dev.underpin.workflow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.schema.catalog.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder;

  @BeforeEach
  void configuration() throws IOException {
    Files.writeString(
        folder.resolve("underpin.yaml"),
        """
        url: sqlite:top.db
        schema: db/top
        ignore: [audit_*, "temp?"]
        large_table: 500 MB
        batch_size: 100
        sqlite_compat: 3.40
        manage: listed
        x-note: an anchor's home
        environments:
          dev:
            url: sqlite:${NAME}.db
            migrations: migrations/dev
            allow_reset: true
          prod:
            url: ${PROD_URL}
            protected: true
        """);
  }

  @Test
  void a_flag_comes_before_the_named_environment_before_a_variable_before_the_top() {
    Map<String, String> all =
        Map.of("UNDERPIN_URL", "sqlite:one.db", "DATABASE_URL", "sqlite:two.db", "NAME", "dev");

    assertThat(url(with("sqlite:flag.db", "dev"), all)).endsWith("flag.db");
    assertThat(url(with(null, "dev"), all)).endsWith("dev.db");
    assertThat(url(with(null, null), all)).endsWith("one.db");
    assertThat(url(with(null, null), Map.of("DATABASE_URL", "sqlite:two.db"))).endsWith("two.db");
    assertThat(url(with(null, null), Map.of())).endsWith("top.db");
  }

  @Test
  void a_database_is_protected_whatever_names_it() {
    Map<String, String> variables = Map.of("PROD_URL", "sqlite:prod.db", "NAME", "dev");

    Settings byUrl = SettingsResolver.resolve(with("sqlite:prod.db", null), variables, folder);
    assertThat(byUrl.protectedBy()).contains("prod");
    assertThat(byUrl.remarks()).singleElement().asString().contains("protected", "prod");
    assertThat(
            SettingsResolver.resolve(with("sqlite:prod.db", "dev"), variables, folder)
                .isProtected())
        .isTrue();
    assertThat(SettingsResolver.resolve(with(null, "prod"), variables, folder).remarks()).isEmpty();
    assertThat(SettingsResolver.resolve(with(null, "dev"), variables, folder).isProtected())
        .isFalse();
  }

  @Test
  void what_the_environment_does_not_say_the_top_says() {
    Settings dev = SettingsResolver.resolve(with(null, "dev"), Map.of("NAME", "x"), folder);

    assertThat(dev.schema()).isEqualTo(folder.resolve("db/top"));
    assertThat(dev.migrations()).isEqualTo(folder.resolve("migrations/dev"));
    assertThat(dev.allowReset()).isTrue();
    assertThat(dev.isProtected()).isFalse();
    assertThat(dev.onlyListed()).isTrue();
    assertThat(dev.largeTable()).isEqualTo(500L << 20);
    assertThat(dev.batchSize()).isEqualTo(100);
    assertThat(dev.compat()).containsEntry("sqlite", new Version(3, 40, 0));
  }

  @Test
  void a_variable_is_missed_only_where_it_is_needed() {
    assertThat(url(with(null, null), Map.of())).endsWith("top.db");
    assertThatThrownBy(() -> SettingsResolver.resolve(with(null, "prod"), Map.of(), folder))
        .hasMessageContaining("underpin.yaml:15")
        .hasMessageContaining("PROD_URL");
  }

  @Test
  void the_schema_is_a_file_else_a_folder() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    // A repository of its own: the settings above it are not its settings.
    Files.createDirectory(empty.resolve(".git"));

    assertThat(SettingsResolver.resolve(Overrides.NONE, Map.of(), empty).schema())
        .isEqualTo(empty.resolve("schema.yaml"));

    Files.createDirectories(empty.resolve("db/schema"));
    assertThat(SettingsResolver.resolve(Overrides.NONE, Map.of(), empty).schema())
        .isEqualTo(empty.resolve("db/schema"));

    Files.writeString(empty.resolve("schema.yaml"), "tables: {}");
    assertThat(SettingsResolver.resolve(Overrides.NONE, Map.of(), empty).schema())
        .isEqualTo(empty.resolve("schema.yaml"));
  }

  @Test
  void other_tools_tables_are_not_seen_unless_they_are_declared() {
    var ignored =
        Ignored.of(List.of("audit_*", "temp?"), java.util.Set.of("flyway_schema_history"));

    assertThat(List.of("databasechangelog", "audit_log", "temp1", "_prisma_migrations"))
        .allMatch(ignored);
    assertThat(List.of("orders", "temp12", "flyway_schema_history", "AUDIT_log"))
        .noneMatch(ignored);
  }

  @Test
  void amounts_are_read_as_people_write_them() {
    assertThat(Amounts.bytes("1 GB")).contains(1L << 30);
    assertThat(Amounts.bytes("4096")).contains(4096L);
    assertThat(Amounts.bytes("much")).isEmpty();
    assertThat(Amounts.duration("30d")).contains(java.time.Duration.ofDays(30));
    assertThat(Amounts.duration("250ms")).contains(java.time.Duration.ofMillis(250));
    assertThat(Amounts.duration("-1s")).isEmpty();
  }

  private Overrides with(
      @org.jspecify.annotations.Nullable String url,
      @org.jspecify.annotations.Nullable String environment) {
    return new Overrides(
        Optional.ofNullable(url),
        Optional.empty(),
        Optional.ofNullable(environment),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        List.of());
  }

  private String url(Overrides overrides, Map<String, String> variables) {
    return SettingsResolver.resolve(overrides, variables, folder).requireUrl().display();
  }
}
