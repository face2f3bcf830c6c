/** The language server: what an editor asks about the YAML, and what it is told. */
package dev.underpin.languageserver;
