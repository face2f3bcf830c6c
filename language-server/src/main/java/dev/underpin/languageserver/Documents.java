package dev.underpin.languageserver;

import dev.underpin.languageserver.names.Scalars;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;

/** Answers what the editor asks about its documents. */
final class Documents implements TextDocumentService {
  private final Workspace workspace;
  private final Publisher publisher;
  private final Plans plans;
  private final Hovers hovers;
  private final Supplier<Optional<LanguageClient>> client;
  private volatile ClientFeatures features = ClientFeatures.NONE;

  Documents(
      Workspace workspace,
      Publisher publisher,
      Plans plans,
      Supplier<Optional<LanguageClient>> client) {
    this.workspace = workspace;
    this.publisher = publisher;
    this.plans = plans;
    this.hovers = new Hovers(workspace.files(), plans);
    this.client = client;
  }

  void setClient(ClientFeatures can) {
    features = can;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    TextDocumentItem document = params.getTextDocument();
    OpenFiles.path(document.getUri())
        .ifPresent(f -> workspace.files().open(f, document.getText(), document.getVersion()));
    publisher.all();
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    Integer version = params.getTextDocument().getVersion();
    OpenFiles.path(params.getTextDocument().getUri())
        .ifPresent(
            f ->
                workspace
                    .files()
                    .change(f, params.getContentChanges(), version == null ? 0 : version));
    publisher.all();
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    OpenFiles.path(params.getTextDocument().getUri()).ifPresent(workspace.files()::close);
    publisher.all();
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    plans.forget();
    publisher.all();
  }

  /** An answer that is made beside the thread that reads messages. */
  private <T> CompletableFuture<T> answer(
      TextDocumentIdentifier document, T otherwise, Function<Workspace.Place, T> answer) {
    return CompletableFuture.supplyAsync(
        () -> workspace.place(document.getUri()).map(answer).orElse(otherwise));
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams params) {
    return answer(
        params.getTextDocument(),
        Either.forLeft(List.of()),
        place -> Either.forLeft(Completer.items(place, params.getPosition())));
  }

  @Override
  public CompletableFuture<Hover> hover(HoverParams params) {
    return optional(params.getTextDocument(), place -> hovers.at(place, params.getPosition()));
  }

  /** An answer that may be nothing. */
  @SuppressWarnings("NullAway") // The protocol writes null for nothing.
  private <T> CompletableFuture<T> optional(
      TextDocumentIdentifier document, Function<Workspace.Place, Optional<T>> answer) {
    return CompletableFuture.supplyAsync(
        () -> workspace.place(document.getUri()).flatMap(answer).orElse(null));
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams params) {
    return answer(
        params.getTextDocument(),
        Either.forLeft(List.of()),
        place -> Either.forLeft(Navigation.definition(place, params.getPosition())));
  }

  @Override
  public CompletableFuture<List<? extends Location>> references(ReferenceParams params) {
    boolean declaration = params.getContext() != null && params.getContext().isIncludeDeclaration();
    return answer(
        params.getTextDocument(),
        List.of(),
        place -> Navigation.references(place, params.getPosition(), declaration));
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams params) {
    return answer(
        params.getTextDocument(),
        List.of(),
        place ->
            Navigation.symbols(place).stream()
                .map(Either::<SymbolInformation, DocumentSymbol>forRight)
                .toList());
  }

  @Override
  public CompletableFuture<Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>>
      prepareRename(PrepareRenameParams params) {
    return optional(
        params.getTextDocument(),
        place ->
            Renamer.subject(place, params.getPosition())
                .map(
                    o ->
                        Either3.forSecond(
                            new PrepareRenameResult(
                                Scalars.range(place.text(), o), o.symbol().ownName()))));
  }

  @Override
  public CompletableFuture<WorkspaceEdit> rename(RenameParams params) {
    return optional(
        params.getTextDocument(),
        place -> {
          try {
            Renamer.Result result =
                Renamer.rename(place, params.getPosition(), params.getNewName());
            RenameEdit edit = new RenameEdit(workspace.files(), features, result);
            edit.message().ifPresent(this::show);
            return Optional.of(edit.edit());
          } catch (Renamer.Refused e) {
            throw new ResponseErrorException(
                new ResponseError(ResponseErrorCode.RequestFailed, e.getMessage(), null));
          }
        });
  }

  private void show(String message) {
    client.get().ifPresent(c -> c.showMessage(new MessageParams(MessageType.Warning, message)));
  }

  /** A word that is misspelt is replaced by the one that was probably meant. */
  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    List<Either<Command, CodeAction>> actions =
        params.getContext().getDiagnostics().stream()
            .filter(d -> Diagnoser.SOURCE.equals(d.getSource()))
            .flatMap(d -> meant(params.getTextDocument().getUri(), d).stream())
            .map(Either::<Command, CodeAction>forRight)
            .toList();
    return CompletableFuture.completedFuture(actions);
  }

  private Optional<CodeAction> meant(String uri, Diagnostic diagnostic) {
    @Nullable String message = diagnostic.getMessage() == null ? null : text(diagnostic);
    Optional<String> word = message == null ? Optional.empty() : Diagnoser.meant(message);
    return word.filter(w -> isOneWord(uri, diagnostic.getRange()))
        .map(
            w -> {
              CodeAction action = new CodeAction("Write " + w);
              action.setKind(CodeActionKind.QuickFix);
              action.setDiagnostics(List.of(diagnostic));
              action.setEdit(
                  new WorkspaceEdit(
                      java.util.Map.of(uri, List.of(new TextEdit(diagnostic.getRange(), w)))));
              return action;
            });
  }

  private static String text(Diagnostic diagnostic) {
    return diagnostic.getMessage().isLeft() ? diagnostic.getMessage().getLeft() : "";
  }

  /** A word inside of a longer text is not all that the range covers. */
  private boolean isOneWord(String uri, Range range) {
    return OpenFiles.path(uri)
        .flatMap(workspace.files()::yaml)
        .map(
            y ->
                y.lines()
                    .text()
                    .substring(
                        y.lines().offset(range.getStart()), y.lines().offset(range.getEnd())))
        .filter(t -> t.matches("[\\w-]+"))
        .isPresent();
  }
}
