package dev.underpin.languageserver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.lsp4j.AnnotatedTextEdit;
import org.eclipse.lsp4j.ChangeAnnotation;
import org.eclipse.lsp4j.ResourceOperation;
import org.eclipse.lsp4j.SnippetTextEdit;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** The edits of a rename, in the form that the editor can take. */
record RenameEdit(OpenFiles files, ClientFeatures features, Renamer.Result result) {
  private static final String SQL = "sql";

  /** A longer message is not read. */
  private static final int MOST = 6;

  WorkspaceEdit edit() {
    if (!features.versionedEdits()) {
      Map<String, List<TextEdit>> changes = new LinkedHashMap<>();
      result.edits().forEach((file, edits) -> changes.put(OpenFiles.uri(file), edits));
      return new WorkspaceEdit(changes);
    }
    TreeSet<Path> paths = new TreeSet<>(result.edits().keySet());
    if (features.annotations()) paths.addAll(result.sql().keySet());
    List<Either<TextDocumentEdit, ResourceOperation>> changes = new ArrayList<>();
    for (Path file : paths) changes.add(Either.forLeft(of(file)));
    WorkspaceEdit edit = new WorkspaceEdit(changes);
    if (features.annotations() && !result.sql().isEmpty()) {
      ChangeAnnotation annotation = new ChangeAnnotation("Names in SQL");
      annotation.setNeedsConfirmation(true);
      annotation.setDescription("The text of SQL has the name; check that it means the same.");
      edit.setChangeAnnotations(Map.of(SQL, annotation));
    }
    return edit;
  }

  @SuppressWarnings("NullAway") // The protocol writes null for a file that is not open.
  private TextDocumentEdit of(Path file) {
    List<Either<TextEdit, SnippetTextEdit>> edits = new ArrayList<>();
    for (TextEdit edit : result.edits().getOrDefault(file, List.of()))
      edits.add(Either.forLeft(edit));
    if (features.annotations())
      for (TextEdit edit : result.sql().getOrDefault(file, List.of()))
        edits.add(Either.forLeft(new AnnotatedTextEdit(edit.getRange(), edit.getNewText(), SQL)));
    return new TextDocumentEdit(
        new VersionedTextDocumentIdentifier(OpenFiles.uri(file), files.version(file).orElse(null)),
        edits);
  }

  /** What a person has to look at. */
  Optional<String> message() {
    List<String> places = new ArrayList<>(result.left());
    if (!features.annotations())
      result
          .sql()
          .forEach(
              (file, edits) ->
                  edits.forEach(
                      e ->
                          places.add(
                              file.getFileName() + ":" + (e.getRange().getStart().getLine() + 1))));
    if (places.isEmpty()) return Optional.empty();
    int more = places.size() - MOST;
    String all =
        String.join(", ", places.subList(0, Math.min(MOST, places.size())))
            + (more > 0 ? " and %d more".formatted(more) : "");
    return Optional.of("SQL text has the old name and was not changed: " + all);
  }
}
