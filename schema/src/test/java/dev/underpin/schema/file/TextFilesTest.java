package dev.underpin.schema.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.schema.error.UnderpinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are written whole or not at all, and nothing but a text file is read. */
class TextFilesTest {
  @TempDir Path folder;

  @Test
  void a_file_is_replaced_and_leaves_nothing_beside_it() throws IOException {
    Path file = folder.resolve("new/schema.yaml");
    TextFiles.write(file, "one");
    TextFiles.write(file, "two ü");

    assertThat(TextFiles.read(file)).isEqualTo("two ü");
    assertThat(names(folder.resolve("new"))).containsExactly("schema.yaml");
  }

  @Test
  void a_link_and_the_permissions_of_a_file_stay() throws IOException {
    Path file = Files.writeString(folder.resolve("real"), "one");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    TextFiles.write(link, "two");

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void a_write_that_fails_leaves_the_old_file() throws IOException {
    Path file = Files.writeString(folder.resolve("schema.yaml"), "old");
    Path below = file.resolve("under_a_file.yaml");

    assertThatThrownBy(() -> TextFiles.write(below, "new"))
        .isInstanceOf(UnderpinException.class)
        .hasMessageContaining("cannot be written");
    assertThat(file).hasContent("old");
    assertThat(names(folder)).containsExactly("schema.yaml");
  }

  @Test
  void a_folder_appears_with_all_its_files_or_not_at_all() throws IOException {
    TextFiles.writeFolder(folder.resolve("m/good"), Map.of("up.sql", "a", "down.sql", "b"));
    assertThatThrownBy(
            () ->
                TextFiles.writeFolder(
                    folder.resolve("m/bad"), Map.of("up.sql", "a", "no/such/folder.sql", "b")))
        .isInstanceOf(UnderpinException.class);

    assertThat(names(folder.resolve("m"))).containsExactly("good");
    assertThat(names(folder.resolve("m/good"))).containsExactlyInAnyOrder("up.sql", "down.sql");
  }

  @Test
  void folders_devices_pipes_and_other_encodings_are_refused() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path latin = Files.write(folder.resolve("latin"), new byte[] {(byte) 0xE4});

    assertThatThrownBy(() -> TextFiles.read(folder)).hasMessageContaining("the path is a folder");
    assertThatThrownBy(() -> TextFiles.read(Path.of("/dev/zero")))
        .hasMessageContaining("the path is a device or a pipe");
    assertThatThrownBy(() -> TextFiles.read(pipe))
        .hasMessageContaining("the path is a device or a pipe");
    assertThatThrownBy(() -> TextFiles.read(latin)).hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> TextFiles.read(folder.resolve("none")))
        .hasMessageContaining("there is no such file");
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList().stream();
    }
  }
}
