package dev.underpin.languageserver;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/** The server of one editor. */
final class SchemaServer implements LanguageServer {
  private final ServerOptions options;
  private final OpenFiles files = new OpenFiles();
  private final Workspace workspace;
  private final Plans plans = new Plans(Clock.systemUTC());
  private final Publisher publisher;
  private final Documents documents;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Optional<LanguageClient> client = Optional.empty();
  private volatile boolean shutDown;
  private volatile boolean watches;

  SchemaServer(ServerOptions options) {
    this.options = options;
    this.workspace = new Workspace(files, new Projects(options));
    this.publisher = new Publisher(workspace, () -> client);
    this.documents = new Documents(workspace, publisher, plans, () -> client);
  }

  void connect(LanguageClient other) {
    client = Optional.of(other);
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    ClientCapabilities can =
        Optional.ofNullable(params.getCapabilities()).orElseGet(ClientCapabilities::new);
    documents.setClient(ClientFeatures.of(can));
    watches = ClientFeatures.watchesFiles(can);
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Incremental);
    sync.setSave(Either.forRight(new SaveOptions(false)));
    ServerCapabilities capabilities = new ServerCapabilities();
    capabilities.setTextDocumentSync(sync);
    capabilities.setCompletionProvider(
        new CompletionOptions(false, List.of(":", " ", "[", "{", "(", ",")));
    capabilities.setHoverProvider(true);
    capabilities.setDefinitionProvider(true);
    capabilities.setReferencesProvider(true);
    capabilities.setDocumentSymbolProvider(true);
    capabilities.setRenameProvider(new RenameOptions(true));
    capabilities.setCodeActionProvider(true);
    ServerInfo info = new ServerInfo("underpin", options.version());
    return CompletableFuture.completedFuture(new InitializeResult(capabilities, info));
  }

  /** Files change without the editor too: by a checkout, or by underpin init. */
  @Override
  public void initialized(InitializedParams params) {
    if (!watches) return;
    DidChangeWatchedFilesRegistrationOptions what =
        new DidChangeWatchedFilesRegistrationOptions(
            List.of(new FileSystemWatcher(Either.forLeft("**/*.{yaml,yml}"))));
    Registration registration =
        new Registration("underpin-files", "workspace/didChangeWatchedFiles", what);
    client.ifPresent(c -> c.registerCapability(new RegistrationParams(List.of(registration))));
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    shutDown = true;
    publisher.stop();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void exit() {
    ended.countDown();
  }

  /** The editor has gone. */
  void end() {
    publisher.stop();
    ended.countDown();
  }

  /** Wait for the end; 0 where the editor said first that it is near. */
  int await() throws InterruptedException {
    ended.await();
    return shutDown ? 0 : 1;
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return documents;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return new WorkspaceChanges(publisher, plans);
  }

  @Override
  public void setTrace(SetTraceParams params) {
    // The log says all there is, with or without it.
  }
}
