package dev.underpin.schema.file;

import dev.underpin.schema.error.UnderpinException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Text files in UTF-8: read up to a limit, and written whole or not at all. */
public final class TextFiles {
  /** No file of more bytes is read. */
  public static final int LARGEST = 64 << 20;

  private TextFiles() {}

  /** Why a file cannot be read, and what to do. */
  public static final class UnreadableFile extends IOException {
    private static final long serialVersionUID = 1;
    private final String remedy;

    UnreadableFile(String reason, String remedy) {
      super(reason);
      this.remedy = remedy;
    }

    public String remedy() {
      return remedy;
    }
  }

  /**
   * The text of a file, without a byte order mark.
   *
   * @throws UnreadableFile with the reason, also for folders, devices, pipes, and files that are
   *     too large or not UTF-8
   */
  public static String text(Path file) throws UnreadableFile {
    try {
      if (!Files.isRegularFile(file) && Files.exists(file))
        throw new UnreadableFile(
            Files.isDirectory(file) ? "the path is a folder" : "the path is a device or a pipe",
            "name a file");
      if (Files.size(file) > LARGEST)
        throw new UnreadableFile(
            "the file is larger than " + (LARGEST >> 20) + " MB", "split it into several files");
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (UnreadableFile e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new UnreadableFile("there is no such file", "check the path");
    } catch (AccessDeniedException e) {
      throw new UnreadableFile("the file may not be read", "check its permissions");
    } catch (CharacterCodingException e) {
      throw new UnreadableFile("the file is not UTF-8 text", "save it as UTF-8");
    } catch (IOException e) {
      throw new UnreadableFile(String.valueOf(e.getMessage()), "check the path");
    }
  }

  /** The same, where a file that cannot be read ends the command. */
  public static String read(Path file) {
    try {
      return text(file);
    } catch (UnreadableFile e) {
      throw UnderpinException.failed(
          "%s cannot be read: %s; %s.".formatted(file, e.getMessage(), e.remedy()));
    }
  }

  /**
   * Write a file and the folders above it. The text goes to a temporary file first, which then
   * takes the name: where the disk is full, the old file stays.
   */
  public static Path write(Path file, String text) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        Files.writeString(target, text);
        return file;
      }
      Path folder = target.getParent();
      if (folder != null) Files.createDirectories(folder);
      Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
      try {
        writeNew(temporary, text);
        keepPermissions(target, temporary);
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      return file;
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * Write a folder with its files. A new one appears whole or not at all.
   *
   * @param files the texts by file name
   */
  public static void writeFolder(Path folder, Map<String, String> files) {
    if (Files.exists(folder)) {
      files.forEach((name, text) -> write(folder.resolve(name), text));
      return;
    }
    Path temporary =
        folder
            .toAbsolutePath()
            .resolveSibling("." + folder.getFileName() + "." + UUID.randomUUID());
    List<String> written = List.copyOf(files.keySet());
    try {
      Files.createDirectories(temporary);
      try {
        for (Map.Entry<String, String> file : files.entrySet())
          writeNew(temporary.resolve(file.getKey()), file.getValue());
        Files.move(temporary, folder.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        if (Files.exists(temporary)) {
          for (String name : written) Files.deleteIfExists(temporary.resolve(name));
          Files.delete(temporary);
        }
      }
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  private static void writeNew(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) channel.write(bytes);
      channel.force(true);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from))
      view.setPermissions(Files.getPosixFilePermissions(from));
  }

  private static UnderpinException cannotWrite(Path file, IOException e) {
    return UnderpinException.failed("%s cannot be written: %s".formatted(file, e.getMessage()));
  }
}
