---@brief
---
--- Stepwise finds and verifies fixes for compile errors and failing tests, on this machine.
---
--- Neovim 0.11 and later: `vim.lsp.enable('stepwise')`. Settings are described in
--- `:help stepwise-settings`.
local stepwise = require('stepwise')

return {
  cmd = stepwise.command(),
  filetypes = stepwise.filetypes,
  root_markers = stepwise.root_markers,
  workspace_required = false,
  init_options = stepwise.settings(),
  capabilities = stepwise.capabilities(),
  handlers = stepwise.handlers,
  on_init = stepwise.on_init,
}
