# smallvis: folder, a regular expression of names, the most rows, its methods.
library(smallvis)
args <- commandArgs(trailingOnly = TRUE)
wanted <- paste0("^(", args[2], ")$")
names <- c(asne = "Sne", ssne = "SymmetricSne", tsne = "TSne", tasne = "TConditionalSne")
eta <- c(asne = 0.1, ssne = 10, tsne = 100, tasne = 0.1)
dir.create(file.path(args[1], "maps"), showWarnings = FALSE)
tables <- read.csv(file.path(args[1], "tables.csv"))
for (r in which(grepl(wanted, tables$table) & tables$n <= as.integer(args[3]))) {
  table <- tables[r, ]
  data <- as.matrix(read.csv(sprintf("%s/tables/%s.csv", args[1], table$table), header = FALSE))
  for (method in strsplit(args[4], ",")[[1]]) {
    target <- sprintf("%s/maps/%s__%s__smallvis__%s.csv", args[1], table$table, names[[method]], packageVersion("smallvis"))
    if (file.exists(target)) next
    set.seed(42)
    embed <- function(start) {
      try(smallvis(data, method = method, perplexity = table$perplexity, max_iter = 1000, eta = eta[[method]],
                   scale = FALSE, Y_init = start, epoch_callback = FALSE, verbose = FALSE), silent = TRUE)
    }
    result <- embed("spca")
    if (inherits(result, "try-error") || !all(is.finite(result))) result <- embed("rand")
    if (inherits(result, "try-error") || !all(is.finite(result))) {
      cat(table$table, method, "failed", "\n")
      next
    }
    write.table(format(result, digits = 17), target, sep = ",", row.names = FALSE, col.names = FALSE, quote = FALSE)
    cat(table$table, method, "\n")
  }
}
