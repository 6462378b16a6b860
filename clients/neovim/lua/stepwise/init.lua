-- Stepwise in Neovim: starts the server and sends it orders. Everything else, code actions,
-- diagnostics, progress and edits, is Neovim's own client.
local M = {}

M.filetypes = { 'java', 'python' }
M.root_markers =
  { 'mvnw', 'gradlew', 'pom.xml', 'build.gradle', 'build.gradle.kts', 'settings.gradle', '.git' }

-- What setup() was given: `cmd`, `on_attach`, and under `settings` those of SETTINGS.md.
local config = { cmd = nil, settings = {}, on_attach = nil }

-- The last run the server told of, for the status line.
local last = nil

---@param options table|nil  cmd: how to start the server; settings; on_attach(client, buffer)
function M.setup(options)
  config = vim.tbl_deep_extend('force', config, options or {})
end

--- The server's command line: what setup() says, `stepwise` on the PATH, or this repository's.
function M.command()
  if config.cmd then
    return config.cmd
  end
  if vim.fn.executable('stepwise') == 1 then
    return { 'stepwise', 'serve', '--stdio' }
  end
  local here = debug.getinfo(1, 'S').source:sub(2)
  local home = vim.fn.fnamemodify(vim.fn.resolve(here), ':p:h:h:h:h:h')
  return { home .. '/server/bin/stepwise', 'serve', '--stdio' }
end

--- The same program with another command: doctor, models.
function M.command_for(...)
  local line = {}
  for _, word in ipairs(M.command()) do
    if word == 'serve' then
      break
    end
    line[#line + 1] = word
  end
  return vim.list_extend(line, { ... })
end

function M.settings()
  return config.settings
end

--- Neovim's own capabilities, and two it has but does not tell: it applies edits of a document only
--- at their version, and this plugin shows fixes itself.
function M.capabilities()
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  return vim.tbl_deep_extend('force', capabilities, {
    workspace = { workspaceEdit = { documentChanges = true } },
    experimental = { stepwise = { preview = true, status = true } },
  })
end

M.handlers = {
  ['stepwise/preview'] = function(_, preview, context)
    require('stepwise.preview').show(preview, context.client_id)
  end,
  ['stepwise/statusChanged'] = function(_, status)
    last = status.runs[1]
    vim.api.nvim_exec_autocmds('User', { pattern = 'StepwiseStatus', modeline = false })
  end,
}

local function clients()
  local all = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return vim.tbl_filter(function(client)
    return client.name == 'stepwise'
  end, all)
end

local function root_of(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  local folder = vim.fn.fnamemodify(name, ':p:h')
  local outermost = nil
  local at = folder
  while true do
    for _, marker in ipairs(M.root_markers) do
      local path = at .. '/' .. marker
      if vim.fn.filereadable(path) == 1 or vim.fn.isdirectory(path) == 1 then
        outermost = at
      end
    end
    local parent = vim.fn.fnamemodify(at, ':h')
    if parent == at then
      return outermost or folder
    end
    at = parent
  end
end

--- Attaches the server to a buffer; buffers of one project share one server.
function M.start(buffer)
  buffer = buffer or vim.api.nvim_get_current_buf()
  if vim.api.nvim_buf_get_name(buffer) == '' or vim.bo[buffer].buftype ~= '' then
    return
  end
  for _, client in ipairs(clients()) do
    if vim.lsp.buf_is_attached(buffer, client.id) then
      return
    end
  end
  local root = root_of(buffer)
  local client_config = {
    name = 'stepwise',
    cmd = M.command(),
    root_dir = root,
    init_options = M.settings(),
    capabilities = M.capabilities(),
    handlers = M.handlers,
    on_init = M.on_init,
    on_attach = config.on_attach,
  }
  if vim.lsp.start then
    vim.lsp.start(client_config, { bufnr = buffer })
    return
  end
  -- Neovim 0.7 shares no clients by itself.
  for _, client in ipairs(clients()) do
    if client.config.root_dir == root then
      vim.lsp.buf_attach_client(buffer, client.id)
      return
    end
  end
  local id = vim.lsp.start_client(client_config)
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
end

local function attached(buffer)
  for _, client in ipairs(clients()) do
    if vim.lsp.buf_is_attached(buffer, client.id) then
      return client
    end
  end
end

-- How long the server may take to start where a command is the first to need it.
local START_MILLIS = 3000

--- The client of a buffer, or any of ours; nil with a message where there is none.
function M.client(buffer)
  if not attached(buffer) and vim.tbl_contains(M.filetypes, vim.bo[buffer].filetype) then
    M.start(buffer)
    vim.wait(START_MILLIS, function()
      return attached(buffer) ~= nil
    end, 20)
  end
  local any = attached(buffer) or clients()[1]
  if not any then
    vim.notify('Stepwise does not run here; see :checkhealth stepwise', vim.log.levels.WARN)
  end
  return any
end

--- Sends a request the way this Neovim wants it: methods take the client first from 0.11 on.
local function request(client, method, params, callback, buffer)
  if vim.fn.has('nvim-0.11') == 1 then
    return client:request(method, params, callback, buffer)
  end
  return client.request(method, params, callback, buffer)
end
M.request = request

function M.execute(client, command, argument)
  local params = { command = command, arguments = argument and { argument } or {} }
  request(client, 'workspace/executeCommand', params, function(err)
    if err then
      vim.notify(err.message, vim.log.levels.ERROR)
    end
  end, vim.api.nvim_get_current_buf())
end

local function uri_of(buffer)
  return vim.uri_from_bufnr(buffer)
end

--- A place in a line as the server counts: UTF-16 code units.
local function utf16(buffer, line, column)
  local text = vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1] or ''
  column = math.min(column, #text)
  local ok, _, units = pcall(vim.str_utfindex, text, column)
  return ok and units or column
end

--- Diagnostics of every server and linter on a line. The code actions of newer Neovims send a server
--- only its own.
local function diagnostics(buffer, line)
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(buffer, { lnum = line })) do
    local raw = d.user_data and d.user_data.lsp or {}
    found[#found + 1] = {
      range = {
        start = { line = d.lnum, character = utf16(buffer, d.lnum, d.col) },
        ['end'] = {
          line = d.end_lnum or d.lnum,
          character = utf16(buffer, d.end_lnum or d.lnum, d.end_col or d.col),
        },
      },
      message = d.message,
      severity = d.severity,
      source = d.source,
      code = d.code or raw.code,
    }
  end
  return found
end

--- Has Neovim's own code actions send what every server says of the lines, so that they offer fixes
--- for that too.
function M.on_init(client)
  local inner = client.request
  client.request = function(...)
    local arguments = { ... }
    for place, argument in ipairs(arguments) do
      if argument == 'textDocument/codeAction' then
        local params = arguments[place + 1]
        local buffer = vim.uri_to_bufnr(params.textDocument.uri)
        if #(params.context.diagnostics or {}) == 0 then
          local all = {}
          for line = params.range.start.line, params.range['end'].line do
            vim.list_extend(all, diagnostics(buffer, line))
          end
          params.context.diagnostics = all
        end
        break
      end
    end
    return inner(...)
  end
end

--- Fixes what the words say; without words, the problem or test at the cursor.
function M.fix(words)
  local buffer = vim.api.nvim_get_current_buf()
  local client = M.client(buffer)
  if not client then
    return
  end
  if words and words ~= '' then
    local named = vim.api.nvim_buf_get_name(buffer) ~= '' and uri_of(buffer) or nil
    M.execute(client, 'stepwise.fix', { kind = 'issue', words = words, uri = named })
    return
  end
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local text = vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1] or ''
  local params = {
    textDocument = { uri = uri_of(buffer) },
    range = {
      start = { line = line, character = 0 },
      ['end'] = { line = line, character = utf16(buffer, line, #text) },
    },
    context = { diagnostics = diagnostics(buffer, line), triggerKind = 1 },
  }
  request(client, 'textDocument/codeAction', params, function(err, actions)
    if err or not actions or #actions == 0 then
      vim.notify(err and err.message or 'Stepwise: nothing to fix on this line', vim.log.levels.WARN)
      return
    end
    local function run(action)
      local command = action and (type(action.command) == 'table' and action.command or action)
      if command then
        M.execute(client, command.command, command.arguments[1])
      end
    end
    if #actions == 1 then
      run(actions[1])
      return
    end
    vim.ui.select(actions, {
      prompt = 'Stepwise',
      format_item = function(action)
        return action.title
      end,
    }, run)
  end, buffer)
end

function M.cancel()
  local client = M.client(vim.api.nvim_get_current_buf())
  if client then
    M.execute(client, 'stepwise.cancel')
  end
end

--- Shows the trace of the last fix in a split.
function M.trace()
  local buffer = vim.api.nvim_get_current_buf()
  local client = M.client(buffer)
  if not client then
    return
  end
  request(client, 'stepwise/trace', vim.empty_dict(), function(err, answer)
    local markdown = answer and answer.markdown or ''
    if err or markdown == '' then
      vim.notify(err and err.message or 'Stepwise: no fix was asked for yet', vim.log.levels.WARN)
      return
    end
    vim.cmd('botright new')
    vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(markdown, '\n'))
    vim.bo.buftype = 'nofile'
    vim.bo.bufhidden = 'wipe'
    vim.bo.modifiable = false
    vim.bo.filetype = 'markdown'
  end, buffer)
end

--- Chooses the model; without a name, from the catalogue.
function M.model(name)
  local client = M.client(vim.api.nvim_get_current_buf())
  if not client then
    return
  end
  local function choose(id)
    config.settings.model = id
    local params = { settings = { stepwise = { model = id } } }
    if vim.fn.has('nvim-0.11') == 1 then
      client:notify('workspace/didChangeConfiguration', params)
    else
      client.notify('workspace/didChangeConfiguration', params)
    end
    vim.notify('Stepwise uses ' .. (id == '' and 'the default model' or id))
  end
  if name and name ~= '' then
    choose(name)
    return
  end
  local listed = vim.fn.systemlist(M.command_for('models', 'list'))
  if vim.v.shell_error ~= 0 then
    vim.notify('Stepwise: ' .. table.concat(listed, '\n'), vim.log.levels.ERROR)
    return
  end
  vim.ui.select(listed, { prompt = 'Model' }, function(line)
    if line then
      choose(line:match('^%S+'))
    end
  end)
end

--- One line for a status line: what the last fix does or how it ended; empty before the first.
function M.status()
  if not last then
    return ''
  end
  return (last.running and '… ' or '') .. last.title .. ': ' .. last.state
end

return M
