package dev.underpin.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.DefaultResourceLoader;

/** An application is one jar when it is deployed, and folders when it is developed. */
class LocationsTest {
  @TempDir Path folder;

  private Path jar() throws IOException {
    Path jar = folder.resolve("app.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name :
          new String[] {
            "db/", "db/migrations/", "db/migrations/1_a/", "db/migrations/1_a/up.sql", "schema.yaml"
          }) {
        zip.putNextEntry(new ZipEntry(name));
        if (!name.endsWith("/")) zip.write(name.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return jar;
  }

  @Test
  void what_is_in_a_jar_is_copied_and_the_copies_go_with_the_context() throws IOException {
    try (URLClassLoader classes = new URLClassLoader(new URL[] {jar().toUri().toURL()}, null)) {
      Locations locations = new Locations(new DefaultResourceLoader(classes));
      Path migrations = locations.folder("underpin.migrations", "classpath:db/migrations/");
      assertThat(migrations.resolve("1_a/up.sql")).hasContent("db/migrations/1_a/up.sql");
      assertThat(migrations).hasFileName("migrations");
      Path schema = locations.file("underpin.schema", "classpath:schema.yaml");
      assertThat(schema).hasContent("schema.yaml").hasFileName("schema.yaml");
      locations.destroy();
      assertThat(migrations).doesNotExist();
      assertThat(schema).doesNotExist();
    }
  }

  @Test
  void what_is_in_a_folder_is_read_where_it_is() throws IOException {
    Path file = Files.writeString(folder.resolve("schema.yaml"), "tables: {}");
    Locations locations = new Locations(new DefaultResourceLoader());
    assertThat(locations.existing("underpin.schema", "file:" + file)).isEqualTo(file);
    assertThat(locations.existing("underpin.schema", file.toString())).isEqualTo(file);
    locations.destroy();
    assertThat(file).exists();
  }

  @Test
  void a_folder_where_a_file_is_wanted_is_an_error() {
    Locations locations = new Locations(new DefaultResourceLoader());
    assertThatThrownBy(() -> locations.file("underpin.configuration", folder.toString()))
        .hasMessageContaining("(underpin.configuration) is a folder, and not a file");
  }
}
