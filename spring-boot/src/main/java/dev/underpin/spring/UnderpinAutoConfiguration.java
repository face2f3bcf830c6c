package dev.underpin.spring;

import dev.underpin.workflow.Underpin;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;

/** Runs the migrations of the application's database at its start. */
@AutoConfiguration(
    // By name: the class of Spring Boot 3 is in another package in Spring Boot 4.
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
@ConditionalOnClass(DataSource.class)
@ConditionalOnProperty(prefix = "underpin", name = "enabled", matchIfMissing = true)
@Conditional(UnderpinAutoConfiguration.HasDatabase.class)
@EnableConfigurationProperties(UnderpinProperties.class)
public class UnderpinAutoConfiguration {

  /** The files of the settings; deleted with the context, where they were copied. */
  @Bean
  @Lazy
  Locations underpinLocations(ResourceLoader loader) {
    return new Locations(loader);
  }

  /** Made when it is first used, since it asks the database which engine it is. */
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  Underpin underpin(
      UnderpinProperties said, ObjectProvider<DataSource> sources, Locations locations) {
    Underpin underpin =
        said.url() == null
            ? Underpin.connect(sources.getObject())
            : Underpin.connect(said.url()).withNewFile();
    underpin =
        underpin
            .withMigrations(locations.folder("underpin.migrations", said.migrations()))
            .withListener(new StartLog())
            .allowing(said.allow().toArray(String[]::new));
    if (said.configuration() != null) {
      Path file = locations.file("underpin.configuration", said.configuration());
      underpin = underpin.withConfiguration(file, Optional.ofNullable(said.environment()));
    }
    return said.patience() == null ? underpin : underpin.withPatience(said.patience());
  }

  /** The database, with the settings of the application. */
  @Bean
  @Lazy
  DatabaseState underpinDatabaseState(
      Underpin underpin, UnderpinProperties said, Locations locations) {
    Optional<Path> schema =
        Optional.ofNullable(said.schema())
            .map(location -> locations.existing("underpin.schema", location));
    return new DatabaseState(underpin, schema);
  }

  /** What happens at the start. */
  @Bean
  Start underpinStart(
      UnderpinProperties said,
      ObjectProvider<Underpin> underpin,
      ObjectProvider<DatabaseState> state) {
    SupportedVersion.check(SpringBootVersion.getVersion());
    return new Start(said, underpin, state);
  }

  /** Without a database there is nothing to do. */
  static final class HasDatabase extends AnyNestedCondition {
    HasDatabase() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnBean(DataSource.class)
    static final class OfApplication {}

    @ConditionalOnProperty(prefix = "underpin", name = "url")
    static final class OfItsOwn {}
  }
}
