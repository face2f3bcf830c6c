package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with files in it and a database, against which one command is run. */
final class Scene {
  final Path folder;
  final String url;
  private final List<AutoCloseable> open = new ArrayList<>();

  Scene(Path folder, String url) {
    this.folder = folder;
    this.url = url;
  }

  /** Write a file of the folder. */
  Scene file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Scene bytes(String name, int... bytes) {
    try {
      byte[] content = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) content[i] = (byte) bytes[i];
      Files.write(folder.resolve(name), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Scene directory(String name) {
    try {
      Files.createDirectories(folder.resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Something to be closed when the scene is over. */
  <T extends AutoCloseable> T open(T closeable) {
    open.add(closeable);
    return closeable;
  }

  /** Run a command that must succeed, to set the scene. */
  Scene after(String... args) {
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return this;
  }

  void close() throws Exception {
    for (AutoCloseable closeable : open) closeable.close();
  }
}
