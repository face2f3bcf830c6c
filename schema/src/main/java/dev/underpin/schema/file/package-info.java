/** Reading and writing files. */
package dev.underpin.schema.file;
