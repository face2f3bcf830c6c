package dev.underpin.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import dev.underpin.workflow.Underpin;
import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What an application with the starter does at its start, and what its actuator says. Runs on both
 * versions of Spring Boot that the build names.
 */
class StarterTest {
  private static final String ONE = "tables: {t: {columns: {id: bigint}}}";
  private static final String TWO = "tables: {t: {columns: {id: bigint, note: text}}}";

  @TempDir Path folder;
  private String url = "";

  /** Reads the table as soon as it is made. */
  static final class Reader {
    private final JdbcTemplate database;
    long rows = -1;

    Reader(JdbcTemplate database) {
      this.database = database;
    }

    @PostConstruct
    void read() {
      Long count = database.queryForObject("SELECT count(*) FROM t", Long.class);
      rows = count == null ? -1 : count;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    /** Nothing but its use of the database orders it behind the migrations. */
    @Bean
    Reader aReader(JdbcTemplate database) {
      return new Reader(database);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithoutTables {}

  @BeforeEach
  void database() {
    url = "jdbc:sqlite:" + folder.resolve("shop.db");
  }

  private String save(String yaml, String name) throws IOException {
    Path schema = Files.writeString(folder.resolve("schema.yaml"), yaml);
    Files.createDirectories(folder.resolve("migrations"));
    return Underpin.connect(url.substring("jdbc:".length()))
        .withNewFile()
        .withMigrations(folder.resolve("migrations"))
        .save(schema, name)
        .orElseThrow();
  }

  private ConfigurableApplicationContext start(Class<?> application, String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spring.datasource.url", url);
    all.put("spring.main.banner-mode", "off");
    all.put("logging.level.root", "off");
    all.put("management.endpoints.web.exposure.include", "health,underpin");
    all.put("management.endpoint.health.show-details", "always");
    all.put("underpin.migrations", "file:" + folder.resolve("migrations"));
    for (String setting : settings)
      all.put(setting.replaceAll("=.*", ""), setting.replaceFirst("^[^=]*=", ""));
    List<String> arguments = new ArrayList<>();
    all.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return new SpringApplicationBuilder(application)
        .web(WebApplicationType.NONE)
        .run(arguments.toArray(String[]::new));
  }

  private void execute(String sql) {
    try (ConfigurableApplicationContext context =
        start(WithoutTables.class, "underpin.enabled=false")) {
      context.getBean(JdbcTemplate.class).execute(sql);
    }
  }

  @Test
  void this_runs_on_the_version_that_the_build_names() {
    assertThat(SpringBootVersion.getVersion())
        .isEqualTo(System.getProperty("underpin.test.springBoot", SpringBootVersion.getVersion()));
  }

  @Test
  void migrations_run_before_a_bean_reads_the_table_and_once() throws IOException {
    String id = save(ONE, "one");
    for (int start = 0; start < 2; start++) {
      try (ConfigurableApplicationContext context = start(Application.class)) {
        assertThat(context.getBean(Reader.class).rows).isZero();
        assertThat(context.getBean(Underpin.class).status().isClean()).isTrue();
        assertThat(context.getBean(UnderpinEndpoint.class).read().migrations())
            .extracting(UnderpinEndpoint.Entry::id)
            .containsExactly(id);
      }
    }
  }

  @Test
  void migrations_run_on_PostgreSQL_by_the_pool_of_the_application() throws IOException {
    Path schema = Files.writeString(folder.resolve("schema.yaml"), ONE);
    try (TestDatabase database = TestServers.everyPostgresql().get(0).newDatabase()) {
      Underpin.connect(database.url())
          .withMigrations(folder.resolve("migrations"))
          .save(schema, "one");
      // The URL of the testkit has user and password, as --url takes it.
      URI uri = URI.create(database.url());
      String[] user = uri.getUserInfo().split(":", 2);
      try (ConfigurableApplicationContext context =
          start(
              Application.class,
              "spring.datasource.url=jdbc:postgresql://"
                  + uri.getHost()
                  + ":"
                  + uri.getPort()
                  + uri.getPath(),
              "spring.datasource.username=" + user[0],
              "spring.datasource.password=" + (user.length > 1 ? user[1] : ""))) {
        assertThat(context.getBean(Reader.class).rows).isZero();
        assertThat(context.getBean(Underpin.class).drift().isEmpty()).isTrue();
      }
    }
  }

  @Test
  void a_connection_of_its_own_is_taken_from_underpin_url() throws IOException {
    save(ONE, "one");
    try (ConfigurableApplicationContext context =
        start(Application.class, "underpin.url=" + url.substring("jdbc:".length()))) {
      assertThat(context.getBean(Reader.class).rows).isZero();
    }
  }

  @Test
  void validate_changes_nothing_and_stops_a_start_with_pending_migrations() throws IOException {
    String id = save(ONE, "one");
    assertThatThrownBy(() -> start(Application.class, "underpin.mode=validate"))
        .rootCause()
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining(id + " is pending")
        .hasMessageContaining("Nothing was changed");
    start(Application.class).close();
    start(Application.class, "underpin.mode=validate").close();
    assertThat(tables()).contains("t");
  }

  private List<String> tables() {
    try (ConfigurableApplicationContext context =
        start(WithoutTables.class, "underpin.enabled=false")) {
      return context
          .getBean(JdbcTemplate.class)
          .queryForList("SELECT name FROM sqlite_master", String.class);
    }
  }

  @Test
  void validate_stops_a_start_with_drift() throws IOException {
    save(ONE, "one");
    start(Application.class).close();
    execute("CREATE TABLE stray (id bigint)");
    assertThatThrownBy(() -> start(Application.class, "underpin.mode=validate"))
        .rootCause()
        .hasMessageContaining("There is drift from")
        .hasMessageContaining("+ table stray");
  }

  @Test
  void a_declared_schema_is_what_validate_compares_with() throws IOException {
    save(ONE, "one");
    start(Application.class).close();
    Files.writeString(folder.resolve("schema.yaml"), TWO);
    assertThatThrownBy(
            () ->
                start(
                    Application.class,
                    "underpin.mode=validate",
                    "underpin.schema=" + folder.resolve("schema.yaml")))
        .rootCause()
        .hasMessageContaining("There is drift from schema.yaml")
        .hasMessageContaining("- column t.note");
  }

  @Test
  void with_none_nothing_runs() throws IOException {
    save(ONE, "one");
    try (ConfigurableApplicationContext context =
        start(WithoutTables.class, "underpin.mode=none")) {
      assertThat(context.getBean(UnderpinEndpoint.class).read().pending()).hasSize(1);
      assertThat(context.getBean(UnderpinEndpoint.class).read().drift()).isNull();
    }
    assertThat(tables()).doesNotContain("t");
  }

  @Test
  void a_refusal_stops_the_start_with_the_words_of_the_command() throws IOException {
    save(ONE, "one");
    execute("CREATE TABLE t (other text)");
    assertThatThrownBy(() -> start(Application.class))
        .rootCause()
        .isInstanceOfSatisfying(
            UnderpinException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(UnderpinException.Kind.REFUSED);
              assertThat(new UnderpinFailureAnalyzer().analyze(e))
                  .satisfies(
                      analysis -> {
                        assertThat(analysis.getDescription()).isEqualTo(e.labelled());
                        assertThat(analysis.getAction()).contains("underpin.mode=none");
                      });
            });
  }

  @Test
  void a_folder_that_is_not_there_is_named_with_its_setting() {
    assertThatThrownBy(() -> start(WithoutTables.class, "underpin.migrations=classpath:no/such"))
        .rootCause()
        .hasMessageStartingWith("There is no classpath:no/such (underpin.migrations)");
  }

  @Test
  void without_the_actuator_there_is_no_health() throws IOException {
    save(ONE, "one");
    new ApplicationContextRunner()
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
        .withConfiguration(
            AutoConfigurations.of(
                BootClasses.either(
                    "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
                    "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"),
                UnderpinAutoConfiguration.class,
                UnderpinActuatorAutoConfiguration.class))
        .withPropertyValues(
            "spring.datasource.url=" + url, "underpin.migrations=" + folder.resolve("migrations"))
        .run(
            context -> {
              assertThat(context).hasSingleBean(Start.class);
              assertThat(context).doesNotHaveBean(UnderpinActuatorAutoConfiguration.class);
            });
  }

  @Test
  void a_health_that_cannot_be_read_says_why() {
    try (ConfigurableApplicationContext context =
        start(WithoutTables.class, "underpin.mode=none", "underpin.migrations=no-such-folder")) {
      BootClasses.Health health = BootClasses.health(context);
      assertThat(health.status()).isEqualTo("UNKNOWN");
      assertThat(health.details().get("error").toString())
          .startsWith("There is no no-such-folder (underpin.migrations)");
    }
  }

  @Test
  void without_a_database_there_is_nothing_to_do() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(UnderpinAutoConfiguration.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Start.class));
  }

  @Test
  void the_health_shows_drift_and_keeps_its_answer_for_a_time() throws IOException {
    save(ONE, "one");
    try (ConfigurableApplicationContext context =
        start(Application.class, "underpin.health.drift-status=DOWN", "underpin.health.cache=1h")) {
      assertThat(BootClasses.health(context).status()).isEqualTo("UP");
      context.getBean(JdbcTemplate.class).execute("CREATE TABLE stray (id bigint)");
      assertThat(BootClasses.health(context).status()).isEqualTo("UP");
      assertThat(context.getBean(UnderpinEndpoint.class).read().drift().differences())
          .containsExactly("+ table stray (1 column)");
    }
    try (ConfigurableApplicationContext context =
        start(Application.class, "underpin.health.drift-status=DOWN")) {
      assertThat(BootClasses.health(context).status()).isEqualTo("DOWN");
    }
    try (ConfigurableApplicationContext context = start(Application.class)) {
      assertThat(BootClasses.health(context).status()).isEqualTo("UNKNOWN");
    }
  }
}
