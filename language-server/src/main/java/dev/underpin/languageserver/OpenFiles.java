package dev.underpin.languageserver;

import dev.underpin.languageserver.text.TextLines;
import dev.underpin.languageserver.text.YamlText;
import dev.underpin.schema.file.TextFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;

/** The texts that the editor has open, and those of files on disk. */
final class OpenFiles {
  /** What the editor has open, with the version that it gave the text. */
  private record Open(String text, int version) {}

  /** A text that was read, with what tells whether it is still the same. */
  private record Read(String text, long time, YamlText yaml) {}

  private final Map<Path, Open> open = new ConcurrentHashMap<>();
  private final Map<Path, Read> read = new ConcurrentHashMap<>();

  /** The path of a document; nothing for one that is no file. */
  static Optional<Path> path(String uri) {
    try {
      return Optional.of(Path.of(URI.create(uri)).toAbsolutePath().normalize());
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  static String uri(Path file) {
    return file.toUri().toString();
  }

  void open(Path file, String text, int version) {
    open.put(file, new Open(withoutMark(text), version));
  }

  void close(Path file) {
    open.remove(file);
  }

  boolean isOpen(Path file) {
    return open.containsKey(file);
  }

  /** The version of the text that is open. */
  Optional<Integer> version(Path file) {
    return Optional.ofNullable(open.get(file)).map(Open::version);
  }

  /** Change a text; a change without a range is the whole text. */
  void change(Path file, List<TextDocumentContentChangeEvent> changes, int version) {
    Open before = open.get(file);
    String text = before == null ? "" : before.text();
    for (TextDocumentContentChangeEvent change : changes) {
      if (change.getRange() == null) {
        text = change.getText();
        continue;
      }
      TextLines lines = new TextLines(text);
      int from = lines.offset(change.getRange().getStart());
      int to = lines.offset(change.getRange().getEnd());
      text =
          text.substring(0, Math.min(from, to))
              + change.getText()
              + text.substring(Math.max(from, to));
    }
    open.put(file, new Open(withoutMark(text), version));
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** All texts that are open. */
  Map<Path, String> texts() {
    Map<Path, String> texts = new LinkedHashMap<>();
    open.forEach((file, o) -> texts.put(file, o.text()));
    return texts;
  }

  List<Path> paths() {
    return List.copyOf(open.keySet());
  }

  /** The text of a file with its YAML: the one that is open, else the one on disk. */
  Optional<YamlText> yaml(Path file) {
    Read known = read.get(file);
    Open here = open.get(file);
    if (here != null) {
      if (known != null && known.text().equals(here.text())) return Optional.of(known.yaml());
      return Optional.of(remember(file, here.text(), 0));
    }
    try {
      long time = Files.getLastModifiedTime(file).toMillis() ^ Files.size(file) << 1;
      if (known != null && known.time() == time) return Optional.of(known.yaml());
      return Optional.of(remember(file, TextFiles.text(file), time));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private YamlText remember(Path file, String text, long time) {
    YamlText yaml = YamlText.of(text);
    read.put(file, new Read(text, time, yaml));
    return yaml;
  }
}
