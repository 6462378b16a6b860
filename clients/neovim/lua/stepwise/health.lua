-- :checkhealth stepwise
local M = {}

-- The names changed in Neovim 0.10.
local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local fail = health.error or health.report_error

function M.check()
  start('stepwise')
  local version = vim.version()
  local text = string.format('Neovim %d.%d.%d', version.major, version.minor, version.patch)
  if vim.fn.has('nvim-0.7') == 1 then
    ok(text)
  else
    fail(text .. ' is too old', { 'Use Neovim 0.7 or later' })
  end
  local command = require('stepwise').command()
  if vim.fn.executable(command[1]) == 0 then
    fail(command[1] .. ' cannot be run', {
      'Put server/bin/stepwise on the PATH, or name it: require("stepwise").setup{cmd={…}}',
    })
    return
  end
  ok('server: ' .. table.concat(command, ' '))
  local lines = vim.fn.systemlist(require('stepwise').command_for('doctor'))
  for _, line in ipairs(lines) do
    (vim.v.shell_error == 0 and ok or warn)(line)
  end
  local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  local running = 0
  for _, client in ipairs(clients) do
    if client.name == 'stepwise' then
      running = running + 1
      ok('running for ' .. (client.config.root_dir or 'a single file'))
    end
  end
  if running == 0 then
    warn('not running yet', { 'Open a Java file' })
  end
end

return M
